import { fault } from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';
import { VaultFault } from '@strongroom/vault';

const RETRY_AFTER_MS = 1_000;

/**
 * The error as a caller may be told of it: one of the error table as it is, a secret store that cannot serve us as
 * `err:platform:unavailable:secret-store`. Undefined for everything that nobody foresaw, and for a request that the store
 * refuses as it is, because trying it again would not help.
 */
export function knownError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error as DomainError;
  if (!(error instanceof VaultFault) || error.kind === 'refused' || error.kind === 'missing') return undefined;
  return fault('err:platform:unavailable:secret-store', {
    message: 'the secret store cannot be reached',
    detail: `${error.kind}: ${error.message}`,
    retryAfterMs: error.retryAfterMs ?? RETRY_AFTER_MS,
    cause: error,
  });
}
