import { errorFacts } from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';
import { type CallErrorShape } from '@strongroom/messaging';
import { type Logger } from '../logging/logger.js';

/** What a caller is told of an error that a use case threw; the log keeps what it is not told. */
export function callErrorOf(error: unknown, logger: Logger): CallErrorShape {
  const domain = error instanceof DomainError ? (error as DomainError) : undefined;
  const facts = errorFacts(domain?.code ?? 'err:platform:internal:unexpected');
  if (facts.status === 'INTERNAL') logger.error('a call failed unexpectedly', { error });
  return {
    status: facts.status,
    code: facts.code,
    message: facts.status === 'INTERNAL' ? facts.title : (domain?.message ?? facts.title),
    fields: domain?.fields ?? [],
    retryable: facts.retryable,
    ...(domain?.retryAfterMs === undefined ? {} : { retryAfterMs: domain.retryAfterMs }),
  };
}
