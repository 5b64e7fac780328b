import { createHash } from 'node:crypto';
import { type RetentionPolicy } from './retention-policy.js';

/** SHA-256, in hex, over what decides which rows are due: a plan that was made under other rules can be told. */
export function policyHash(policies: readonly RetentionPolicy[]): string {
  const rules = policies
    .map(({ type, table, keepsMs }) => ({ type, table, keepsMs }))
    .toSorted((a, b) => (a.type < b.type ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex');
}
