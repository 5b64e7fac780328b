import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { type ChainAnchor } from '../chain-verifier.js';

export interface TenantHead extends ChainAnchor {
  readonly tenant: string;
}

/** What is signed: how far the chains of some tenants had come at one moment, behind the checkpoint before. */
export interface Checkpoint {
  /** Gap-free from 1, over all tenants. */
  readonly number: number;
  /** RFC 3339, of the database's clock. */
  readonly at: string;
  /** SHA-256 of the statement before, in lower-case hexadecimal; zeros for the first. */
  readonly previous: string;
  /** Of the tenants whose chain has moved since their last one, in the order of their names. */
  readonly heads: readonly TenantHead[];
}

/** A checkpoint as it is kept, in Postgres and in the file: the very text that was signed, so that no reader has to write it again. */
export interface SignedCheckpoint {
  readonly statement: string;
  readonly keyId: string;
  /** Ed25519 over the statement's UTF-8, base64url. */
  readonly signature: string;
}

export interface CheckpointKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

const LABEL = 'strongroom-audit-checkpoint-1';

export function signCheckpoint(checkpoint: Checkpoint, { keyId, privateKey }: CheckpointKey): SignedCheckpoint {
  const statement = statementOf(checkpoint);
  return { statement, keyId, signature: sign(null, Buffer.from(statement), privateKey).toString('base64url') };
}

export function isSigned({ statement, signature }: SignedCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(statement), publicKey, Buffer.from(signature, 'base64url'));
}

export function statementHash(statement: string): string {
  return createHash('sha256').update(statement).digest('hex');
}

/** A JSON array in a fixed order, without white space. */
function statementOf({ number, at, previous, heads }: Checkpoint): string {
  return JSON.stringify([LABEL, number, at, previous, heads.map(({ tenant, seq, hash }) => [tenant, seq, hash])]);
}

const hexHash = /^[0-9a-f]{64}$/;

/** Undefined for every text that `statementOf` does not write. */
export function readStatement(statement: string): Checkpoint | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(statement);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [label, number, at, previous, rows] = parts as readonly unknown[];
  if (label !== LABEL || !isCount(number) || typeof at !== 'string' || Number.isNaN(Date.parse(at))) return undefined;
  if (!isHash(previous) || !Array.isArray(rows)) return undefined;
  const heads = (rows as readonly unknown[]).map(headOf);
  if (!heads.every((head) => head !== undefined)) return undefined;
  const checkpoint = { number, at, previous, heads };
  return statementOf(checkpoint) === statement ? checkpoint : undefined;
}

function headOf(row: unknown): TenantHead | undefined {
  if (!Array.isArray(row) || row.length !== 3) return undefined;
  const [tenant, seq, hash] = row as readonly unknown[];
  return typeof tenant === 'string' && isCount(seq) && isHash(hash) ? { tenant, seq, hash } : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && hexHash.test(value);
}
