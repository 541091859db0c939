import { preferredType } from './accept.js';

const TYPES = ['application/json', 'application/zip', 'text/csv'] as const;

describe('the media type that a client would rather have', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['application/zip', 'application/zip'],
    ['Application/ZIP; q=1.0', 'application/zip'],
    ['application/json;q=0.1, text/csv;q=0.5', 'text/csv'],
    ['text/*, application/json;q=0.9', 'text/csv'],
    ['*/*, application/json;q=0', 'application/zip'],
    ['application/*;q=0.2, text/csv;q=0.1', 'application/json'],
    ['image/png', undefined],
    ['application/json;q=0', undefined],
    [',;,q=', undefined],
  ])('of %p is %p', (accept, expected) => {
    expect(preferredType(accept, TYPES)).toBe(expected);
  });
});
