import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseStrictJsonObject } from './strict-json.js';

const parse = (text: string): unknown => parseStrictJsonObject(Buffer.from(text));

describe('parseStrictJsonObject', () => {
  it('reads every object that JSON.stringify writes as JSON.parse does', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 }), { noNullPrototype: true });
    fc.assert(
      fc.property(object, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses an object that names a member twice, at any depth and however the name is spelled', () => {
    expect(parse('{"a":1,"a":2}')).toBeUndefined();
    expect(parse('{"a":1,"\\u0061":2}')).toBeUndefined();
    expect(parse('{"x":[{"deep":{"a":1, "b":[1,2] , "a" : 2}}]}')).toBeUndefined();
  });

  it('takes one name in two objects, and a value that looks like a name', () => {
    expect(parse('{"a":{"a":["a","a",{"a":"a"}]},"b":"\\"a\\":1"}')).toBeDefined();
  });

  it.each([
    ['an array', '[]'],
    ['a string', '"a"'],
    ['null', 'null'],
    ['two values', '{} {}'],
    ['a trailing comma', '{"a":1,}'],
    ['nothing', ''],
    ['a byte order mark', '\ufeff{}'],
    ['a member named twice in the spelling of JSON.stringify', '{"a":1,"b":2,"a":1}'],
    ['deeper nesting than 16', `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`],
  ])('refuses %s', (_what, text) => {
    expect(parse(text)).toBeUndefined();
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseStrictJsonObject(Buffer.from('{"a":"\xff"}', 'latin1'))).toBeUndefined();
  });
});
