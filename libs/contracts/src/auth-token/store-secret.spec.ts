import { describe, expect, it } from '@jest/globals';
import { parseInput } from '../contract/parse.js';
import { retrieveSecret } from './retrieve-secret.js';
import { storeSecret } from './store-secret.js';

const good = { service_name: 'openai', token_type: 'api_key', name: 'summaries', value: 'sk-1' };
const refusal = (input: object): unknown => {
  try {
    return parseInput(storeSecret.input, input);
  } catch (error) {
    return error;
  }
};

describe('a request to store a secret', () => {
  it('may hold any text as the value', () => {
    const value = '-----BEGIN KEY-----\n\u0000ä😀\n';
    expect(parseInput(storeSecret.input, { ...good, value })).toEqual({ ...good, value });
  });

  it.each([
    ['service_name', 'in capitals', 'OpenAI'],
    ['service_name', 'a path', '../openai'],
    ['token_type', 'unknown', 'cookie'],
    ['name', 'empty', ''],
    ['name', 'with a NUL', 'a\u0000b'],
    ['value', 'empty', ''],
    ['value', 'too long', 'x'.repeat(65_537)],
    ['expires_at', 'a date without a time', '2027-01-31'],
  ])('is refused with a %s that is %s, by a sentence that does not repeat it', (field, _what, value) => {
    const error = refusal({ ...good, [field]: value });
    expect(error).toMatchObject({
      code: 'err:request:invalid:schema',
      fields: [{ pointer: `/${field}`, rule: expect.stringMatching(/^must /) }],
    });
    if (value.length > 1) expect(String(error)).not.toContain(value);
  });
});

describe('a version in a query', () => {
  const secret_id = '01a1fd2d-21b4-704d-8aa4-72654d29cd30';

  it('is read from text', () => {
    expect(parseInput(retrieveSecret.input, { secret_id, version: '7' })).toEqual({ secret_id, version: 7 });
  });

  it.each(['', 'x', '0', '-1', '1.5', '1e400', 'NaN'])('cannot be %j', (version) => {
    expect(() => parseInput(retrieveSecret.input, { secret_id, version })).toThrow(/^\/version: must be /);
  });
});
