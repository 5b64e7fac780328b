import { hash } from 'node:crypto';
import { lengthPrefixed, lengthPrefixedText } from '../encoding/length-prefixed.js';

/** What a revocation can cover. The place in the list is its number on the wire (docs/feed.md): only ever append. */
export const revocationScopes = [
  'token',
  'session',
  'family',
  'key',
  'subject',
  'client',
  'service',
  'tenant',
  'signing_key',
  'global',
  'stop',
  'lift',
] as const;
export type RevocationScope = (typeof revocationScopes)[number];

/** 128 bits as four signed 32-bit words, big-endian: the form in which V8 keeps them without a box. */
export type Id128 = readonly [number, number, number, number];

/**
 * Names what is revoked: SHA-256 of scope, tenant and id, each preceded by its length, cut to 128 bits. Revoker and
 * guard compute the same, so that the log's feed carries no name. A tenant's own cut-off has the tenant as id; what
 * belongs to no tenant (`signing_key`, `global`, `stop`, `lift`) has the tenant `''`, and the last three the id `''`.
 */
export function id128(scope: RevocationScope, tenant: string, id: string): Id128 {
  // Text in and text out, one byte a character, costs less than a third of what it costs by Buffers.
  const named = lengthPrefixedText(scope, tenant, id) ?? lengthPrefixed(scope, tenant, id);
  const digest = hash('sha256', named, 'binary');
  return [wordOf(digest, 0), wordOf(digest, 4), wordOf(digest, 8), wordOf(digest, 12)];
}

function wordOf(digest: string, at: number): number {
  const [a, b] = [digest.charCodeAt(at), digest.charCodeAt(at + 1)];
  return (a << 24) | (b << 16) | (digest.charCodeAt(at + 2) << 8) | digest.charCodeAt(at + 3);
}

export function readId128(bytes: Buffer, at: number): Id128 {
  return [bytes.readInt32BE(at), bytes.readInt32BE(at + 4), bytes.readInt32BE(at + 8), bytes.readInt32BE(at + 12)];
}

export function writeId128(id: Id128, bytes: Buffer, at: number): void {
  bytes.writeInt32BE(id[0], at);
  bytes.writeInt32BE(id[1], at + 4);
  bytes.writeInt32BE(id[2], at + 8);
  bytes.writeInt32BE(id[3], at + 12);
}
