import { describe, expect, it } from '@jest/globals';
import { clientCredentialsOf } from './client-credentials.js';
import { OAuthRefusal } from './oauth-refusal.js';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

function refusalOf(header: string | undefined, form: Record<string, string>): string | undefined {
  try {
    clientCredentialsOf(header, form);
  } catch (error) {
    if (error instanceof OAuthRefusal) return error.error;
    throw error;
  }
  return undefined;
}

describe('clientCredentialsOf', () => {
  it('reads HTTP Basic, both halves form-encoded', () => {
    expect(clientCredentialsOf(basic('my%3Aclient:s%2Be+cret'), {})).toEqual({
      clientId: 'my:client',
      clientSecret: 's+e cret',
    });
  });

  it('reads the body', () => {
    expect(clientCredentialsOf(undefined, { client_id: 'a', client_secret: 'b' })).toEqual({
      clientId: 'a',
      clientSecret: 'b',
    });
  });

  it('refuses two ways at once, and two names', () => {
    expect(refusalOf(basic('a:b'), { client_id: 'a', client_secret: 'b' })).toBe('invalid_request');
    expect(refusalOf(basic('a:b'), { client_id: 'other' })).toBe('invalid_request');
  });

  it.each([undefined, 'Bearer abc', 'Basic ???', basic('no colon'), basic('%zz:x')])('refuses %j', (header) => {
    expect(refusalOf(header, {})).toBe('invalid_client');
  });
});
