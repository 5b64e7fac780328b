import { describe, expect, it } from '@jest/globals';
import { redact } from './redact.js';

describe('redact', () => {
  const body = { data: { key: 'canary', 'a/b': 'canary', list: [{ pin: 'canary' }, { pin: 'kept' }], name: 'kept' } };

  it('strikes out what the pointers name, and nothing else', () => {
    expect(redact(body, ['/data/key', '/data/a~1b', '/data/list/0/pin', '/data/none', '/name'])).toEqual({
      data: { key: '[secret]', 'a/b': '[secret]', list: [{ pin: '[secret]' }, { pin: 'kept' }], name: 'kept' },
    });
  });

  it('strikes out a whole object, and leaves its argument as it is', () => {
    expect(redact(body, ['/data'])).toEqual({ data: '[secret]' });
    expect(body.data.key).toBe('canary');
  });

  it('does not look into what an object inherits', () => {
    expect(redact({}, ['/constructor/name'])).toEqual({});
  });
});
