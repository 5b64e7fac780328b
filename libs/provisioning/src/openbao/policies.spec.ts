import { describe, expect, it } from '@jest/globals';
import { servicePolicy, vaultRoles } from './policies.js';

/** The paths a policy names, with a KV verb stripped. */
function trees(policy: string): string[] {
  return [...policy.matchAll(/path "secret\/[a-z]+\/([^"]*)"/g)].map(([, tree = '']) => tree);
}

describe('servicePolicy', () => {
  it.each(vaultRoles)('gives %s its own paths, what others publish, and no other service’s', (role) => {
    const more: Partial<Record<typeof role, string>> = {
      'auth-token': 'tokens/*',
      ops: 'services/revocation/log-mark',
      revocation: 'services/ops/outside-guards',
    };
    const own = [`services/${role}/*`, `public/${role}/*`, 'public/*', ...(role in more ? [more[role] ?? ''] : [])];
    expect(new Set(trees(servicePolicy(role)))).toEqual(new Set(own));
  });

  it('lets the CLI read how far the revocation log had come, and not write it', () => {
    const rules = servicePolicy('ops').split('\n');
    expect(rules.filter((rule) => rule.includes('log-mark'))).toEqual([
      'path "secret/data/services/revocation/log-mark" { capabilities = ["read"] }',
    ]);
  });

  it('lets nobody write what others publish', () => {
    for (const role of vaultRoles) {
      const rules = servicePolicy(role).split('\n');
      const shared = rules.filter((rule) => rule.includes('/public/*'));
      expect(shared.every((rule) => !/create|update|delete/.test(rule))).toBe(true);
    }
  });
});
