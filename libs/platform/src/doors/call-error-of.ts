import { errorFacts } from '@strongroom/contracts';
import { type CallErrorShape } from '@strongroom/messaging';
import { type Logger } from '../logging/logger.js';
import { knownError } from './known-error.js';

/** What a caller is told of an error that a use case threw; the log keeps what it is not told. */
export function callErrorOf(error: unknown, logger: Logger): CallErrorShape {
  const known = knownError(error);
  const facts = errorFacts(known?.code ?? 'err:platform:internal:unexpected');
  if (facts.status === 'INTERNAL') logger.error('a call failed unexpectedly', { error });
  if (facts.status === 'UNAVAILABLE')
    logger.warn('a call could not be carried out', { code: facts.code, error: known });
  return {
    status: facts.status,
    code: facts.code,
    message: facts.status === 'INTERNAL' ? facts.title : (known?.message ?? facts.title),
    fields: known?.fields ?? [],
    retryable: facts.retryable,
    ...(known?.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
  };
}
