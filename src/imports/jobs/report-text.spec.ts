import { reportText } from './report-text.js';

describe('A text in a report', () => {
  it.each([
    ['line 12', 'line 12'],
    ['naïve \u{1F600}\n', 'naïve \u{1F600}\n'],
    ['a\0b', 'a\u{fffd}b'],
    ['a\ud800b\udc00', 'a\u{fffd}b\u{fffd}'],
  ])('is what can be stored of it: %j', (text, stored) => {
    expect(reportText(text)).toBe(stored);
  });

  it('ends after a thousand characters, none of them cut in half', () => {
    expect(reportText('\u{1F600}'.repeat(5000))).toBe('\u{1F600}'.repeat(1000));
  });
});
