import { createHash } from 'node:crypto';

/**
 * What `auth.client.secret_hash` holds: 32 bytes, SHA-256. Client secrets are made by us from 256 random bits, so there is
 * nothing to guess and a slow password hash would only slow the token endpoint down.
 */
export function hashClientSecret(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}
