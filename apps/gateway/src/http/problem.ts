import { errorFacts } from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';
import { StepUpRequired } from '../access/step-up.js';

/** Problem details, RFC 9457; `type` is the page about the code, which this gateway serves. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly retryable: boolean;
  readonly trace_id: string;
  readonly errors?: readonly { readonly pointer: string; readonly rule: string }[];
}

export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

const RETRY_AFTER_MS = 1_000;

/** What a client is told of an error. Of one that nobody foresaw it learns nothing but the trace id. */
export function problemOf(error: unknown, traceId: string, hadCredentials = true): ProblemAnswer {
  const domain = error instanceof DomainError ? (error as DomainError) : undefined;
  const facts = errorFacts(domain?.code ?? 'err:platform:internal:unexpected');
  const retryAfterSeconds = Math.ceil((domain?.retryAfterMs ?? RETRY_AFTER_MS) / 1000);
  const detail = facts.status === 'INTERNAL' ? undefined : domain?.message;
  return {
    status: facts.httpStatus,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(facts.retryable ? { 'retry-after': String(retryAfterSeconds) } : {}),
      ...challengeOf(error, facts, { hadCredentials, detail }),
    },
    body: {
      type: facts.page,
      title: facts.title,
      status: facts.httpStatus,
      ...(detail === undefined ? {} : { detail }),
      code: facts.code,
      retryable: facts.retryable,
      trace_id: traceId,
      ...(domain === undefined || domain.fields.length === 0 ? {} : { errors: domain.fields }),
    },
  };
}

function challengeOf(
  error: unknown,
  { code, status }: ReturnType<typeof errorFacts>,
  { hadCredentials, detail }: { readonly hadCredentials: boolean; readonly detail: string | undefined },
): Readonly<Record<string, string>> {
  const asked = (value: string) => ({ 'www-authenticate': value });
  if (error instanceof StepUpRequired) {
    return asked(`${challenge('insufficient_user_authentication', detail)}, max_age="${error.maxAgeS}"`);
  }
  if (code === 'err:access:denied:scope') return asked(challenge('insufficient_scope', detail));
  if (status !== 'UNAUTHENTICATED') return {};
  return asked(hadCredentials ? challenge('invalid_token', detail) : 'Bearer');
}

/** RFC 6750, section 3; a request that brought no credentials is told the scheme and nothing more. A quoted string there has neither quotes nor backslashes. */
function challenge(error: string, description: string | undefined): string {
  const words = description?.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, ' ');
  return `Bearer error="${error}"${words === undefined ? '' : `, error_description="${words}"`}`;
}
