import { describe, expect, it } from '@jest/globals';
import { coveringOf } from './cover.js';
import { revocationScopes } from './id128.js';

const bare = { tenant: 'demo', jti: 'j', subject: 'alice', client: 'shop', pos: 7 };
const full = { ...bare, session: 's', family: 'f', key: 'a-key', services: ['mail', 'billing'], signingKey: 'k1' };

describe('coveringOf', () => {
  it('lists every scope that the log knows', () => {
    const scopes = new Set(coveringOf(full).map(({ scope }) => scope));
    expect([...scopes].sort()).toEqual([...revocationScopes].sort());
  });

  it('lists nothing that the credential does not name, but what ends everything', () => {
    const scopes = coveringOf(bare).map(({ scope }) => scope);
    expect(scopes).toEqual(['token', 'tenant', 'client', 'subject', 'global', 'stop', 'lift']);
  });

  it('takes the entry of the token and that of its signing key whatever the position, every other behind it only', () => {
    const anywhere = coveringOf(full).filter(({ after }) => after !== full.pos);
    expect(anywhere).toEqual([
      { scope: 'token', tenant: 'demo', target: 'j', after: 0 },
      { scope: 'signing_key', tenant: '', target: 'k1', after: 0 },
    ]);
  });
});
