import { parseEntityTags } from './entity-tag.js';

describe('a list of entity tags', () => {
  it.each<[string, unknown]>([
    ['"1"', ['"1"']],
    ['"1", W/"2" ,"a,b"', ['"1"', 'W/"2"', '"a,b"']],
    [' * ', '*'],
    ['""', ['""']],
    ['1', null],
    ['w/"1"', null],
    ['"1" "2"', null],
    ['"1",', ['"1"']],
    [', "1" ,\t, "2",,', ['"1"', '"2"']],
    [',', null],
    ['"1" , 2', null],
    ['*, "1"', null],
    ['"a b"', null],
    ['', null],
  ])('%s is read as %j', (header, tags) => {
    expect(parseEntityTags(header)).toEqual(tags);
  });
});
