import {
  coverOf,
  id128,
  type Cover,
  type Credential,
  type RevocationBatch,
  type RevocationEntry,
  type RevocationScope,
} from '../../src/index.js';

export const FAR_S = 2_000_000_000;

/** An entry of the log against tenant `demo`. */
export function entry(seq: number, scope: RevocationScope, id: string, expiresAtS: number = FAR_S): RevocationEntry {
  const tenant = ['signing_key', 'global', 'stop', 'lift'].includes(scope) ? '' : 'demo';
  return { seq, scope, id: id128(scope, tenant, id), expiresAtS };
}

/** A batch that says "these are all entries after `after`", with a heartbeat that makes it fresh at monotonic time `asOfMs`. */
export function batch(entries: readonly RevocationEntry[], about: Partial<RevocationBatch> = {}): RevocationBatch {
  const through = about.through ?? Math.max(about.after ?? 0, ...entries.map(({ seq }) => seq));
  const head = about.head ?? through;
  return { after: 0, through, head, heartbeat: { seq: head, asOfMs: 0 }, databaseNowMs: 0, entries, ...about };
}

export function cover(pos: number, changes: Partial<Credential> = {}): Cover {
  return coverOf({ tenant: 'demo', jti: 'j', subject: 'alice', client: 'shop', signingKey: 'k1', pos, ...changes });
}
