import { fault } from '@strongroom/contracts';
import { type ShownSecretRow } from './secret-metadata.js';

const BUSY_RETRY_AFTER_MS = 2_000;

export function unknownSecret(): Error {
  return fault('err:secrets:unknown:secret', { message: 'there is no secret of this id' });
}

/** Why a change could not begin: there is no such secret, it is at another version, or it is being changed right now. */
export function refusedClaim(found: ShownSecretRow | undefined, expectedVersion: number): Error {
  if (found === undefined) return unknownSecret();
  if (found.version !== expectedVersion) {
    return fault('err:secrets:conflict:version', {
      message: `expected_version: the current version is ${found.version}`,
    });
  }
  return fault('err:secrets:conflict:busy', {
    message: 'another change of this secret is under way',
    retryAfterMs: BUSY_RETRY_AFTER_MS,
  });
}
