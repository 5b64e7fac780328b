import { z } from 'zod';
import { VaultFault, type FaultKind } from '../vault-fault.js';

/** A KV version 2 mount answers 400 with this for the first moments of its life. */
const UPGRADING = 'Upgrading from non-versioned to versioned data';

const errorBody = z.object({ errors: z.array(z.string()) });

/** No usable answer: refused, reset, timed out, or not the protocol. Whether the request was carried out is not known. */
export function faultOfNetwork(error: unknown, timedOut: boolean): VaultFault {
  const message = timedOut ? 'the secret store did not answer in time' : 'the secret store cannot be reached';
  return new VaultFault('down', { message, cause: error });
}

/** An answer that is not 2xx. */
export function faultOfAnswer(response: Response, text: string): VaultFault {
  const { status } = response;
  const errors = errorsIn(text);
  const kind = kindOf(status, errors);
  const retryAfterS = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new VaultFault(kind, {
    message: `the secret store answered ${status}${errors.length === 0 ? '' : `: ${errors.join('; ')}`}`,
    status,
    ...(Number.isFinite(retryAfterS) ? { retryAfterMs: retryAfterS * 1_000 } : {}),
  });
}

/** Status codes of the HTTP API; 472 and 473 are replicas' answers. A redirect points from a standby to the active node. */
function kindOf(status: number, errors: readonly string[]): FaultKind {
  if (status >= 300 && status < 400) return 'standby';
  if (status === 472 || status === 473) return 'standby';
  if (status === 403) return 'denied';
  if (status === 404) return 'missing';
  if (status === 429) return 'throttled';
  if (errors.some((error) => error.startsWith(UPGRADING))) return 'down';
  if (status >= 500) return errors.some((error) => /\bsealed\b/i.test(error)) ? 'sealed' : 'down';
  return 'refused';
}

function errorsIn(text: string): readonly string[] {
  try {
    return errorBody.parse(JSON.parse(text)).errors;
  } catch {
    return [];
  }
}
