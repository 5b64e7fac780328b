import type { RefusalCode } from '../refusal.js';

/** What to answer where nobody is let in. */
export interface DoorRefusal {
  readonly status: 401 | 403 | 503;
  /** `www-authenticate` (RFC 6750, section 3) or `retry-after` in seconds; never both. */
  readonly headers: Readonly<Record<string, string>>;
  /** A problem document (RFC 9457), to be sent as `application/problem+json`. Holds nothing of the token. */
  readonly problem: {
    readonly type: 'about:blank';
    readonly title: string;
    readonly status: number;
    readonly detail: string;
  };
}

export const PROBLEM_TYPE = 'application/problem+json';

const titles = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' } as const;

/** No `error` in the challenge: RFC 6750, section 3.1, for whoever has shown nothing. */
export const noToken = refusal(401, { 'www-authenticate': 'Bearer' }, 'send one bearer token, in Authorization');

export function invalidToken(code: RefusalCode): DoorRefusal {
  const challenge = `Bearer error="invalid_token", error_description="${code}"`;
  return refusal(401, { 'www-authenticate': challenge }, `the access token is refused: ${code}`);
}

export function insufficientScope(scopes: readonly string[]): DoorRefusal {
  const scope = scopes.join(' ');
  const challenge = `Bearer error="insufficient_scope", scope="${scope}"`;
  return refusal(403, { 'www-authenticate': challenge }, `this takes the scope ${scope}`);
}

export function revocationUnknown(retryAfterMs: number): DoorRefusal {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return refusal(503, { 'retry-after': String(seconds) }, 'whether this token is revoked cannot be determined now');
}

function refusal(status: keyof typeof titles, headers: DoorRefusal['headers'], detail: string): DoorRefusal {
  return { status, headers, problem: { type: 'about:blank', title: titles[status], status, detail } };
}
