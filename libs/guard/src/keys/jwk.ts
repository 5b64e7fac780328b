import { createPublicKey } from 'node:crypto';
import { isJsonObject, parseStrictJsonObject, type JsonObject } from '../encoding/strict-json.js';
import {
  signatureAlgorithms,
  verificationKey,
  type SignatureAlgorithm,
  type VerificationKey,
} from './verification-key.js';

const PRIVATE_OR_SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Reads a public JWK (RFC 7517), or gives `undefined` where it is not for verifying with one of our algorithms: another
 * `kty` or `alg`, `use` other than `sig`, `key_ops` without `verify`, too weak, or private. A key without `alg` is not
 * used either: nothing would pin its algorithm.
 */
export function readJwk(jwk: JsonObject): VerificationKey | undefined {
  const { kid, alg, use, key_ops: operations } = jwk as Record<'kid' | 'alg' | 'use' | 'key_ops', unknown>;
  if (typeof kid !== 'string' || !isOurs(alg)) return undefined;
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  if (PRIVATE_OR_SECRET_MEMBERS.some((member) => Object.hasOwn(jwk, member))) return undefined;
  try {
    return verificationKey(kid, alg, createPublicKey({ key: jwk, format: 'jwk' }));
  } catch {
    return undefined;
  }
}

/** Reads a JWK Set: the keys that verify for us, by kid. `undefined` where it is no JWK Set or two usable keys share a kid. */
export function readJwkSet(bytes: Uint8Array): ReadonlyMap<string, VerificationKey> | undefined {
  const keys = parseStrictJsonObject(bytes)?.['keys'];
  if (!Array.isArray(keys)) return undefined;
  const byKid = new Map<string, VerificationKey>();
  for (const jwk of keys) {
    const key = isJsonObject(jwk) ? readJwk(jwk) : undefined;
    if (!key) continue;
    if (byKid.has(key.kid)) return undefined;
    byKid.set(key.kid, key);
  }
  return byKid;
}

function isOurs(alg: unknown): alg is SignatureAlgorithm {
  return (signatureAlgorithms as readonly unknown[]).includes(alg);
}
