import { describe, expect, it } from '@jest/globals';
import { retentionExemptions, retentionPolicies } from '../declarations/index.js';
import { policyHash } from './policy-hash.js';

describe('policyHash', () => {
  it('is the same in whatever order the policies stand', () => {
    expect(policyHash(retentionPolicies.toReversed())).toBe(policyHash(retentionPolicies));
  });

  it('changes with what decides which rows are due', () => {
    const longer = retentionPolicies.map((policy) => ({ ...policy, keepsMs: policy.keepsMs + 1 }));
    expect(policyHash(longer)).not.toBe(policyHash(retentionPolicies));
    expect(policyHash(retentionPolicies.slice(1))).not.toBe(policyHash(retentionPolicies));
  });
});

describe('the declarations', () => {
  it('speak of each type and each table once', () => {
    const types = retentionPolicies.map(({ type }) => type);
    const tables = [...retentionPolicies, ...retentionExemptions].map(({ table }) => table);
    expect(new Set(types).size).toBe(types.length);
    expect(new Set(tables).size).toBe(tables.length);
  });
});
