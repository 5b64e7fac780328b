/** What a token rests on, as its claims say it. */
export interface Token {
  readonly jti: string;
  readonly tenant: string;
  readonly subject: string;
  readonly client: string;
  readonly session: string;
  readonly family: string;
  readonly key: string;
  readonly services: readonly string[];
  readonly signingKey: string;
  /** The place in the log that its issuer had applied. */
  readonly pos: number;
}

/** How a route asks: how old the knowledge of its guard may be. */
export const policies = ['strict', 'bounded', 'open'] as const;
export type Policy = (typeof policies)[number];

/** `unavailable`: nobody can say now (HTTP 503). The others are codes of the guard's refusals. */
export type Answer = 'active' | 'unavailable' | (string & {});

/**
 * What one process saw, one JSON object a line. All times are milliseconds of the machine's monotonic clock, which its
 * processes share and no change of the time of day moves.
 */
export type Entry =
  | { readonly type: 'minted'; readonly token: Token; readonly atMs: number }
  | {
      readonly type: 'used';
      /** One process, from its start to its end. */
      readonly guard: string;
      readonly jti: string;
      readonly policy: Policy;
      readonly fromMs: number;
      readonly toMs: number;
      readonly answer: Answer;
      /** What the guard had applied before it was asked. */
      readonly appliedSeq: number;
      /** The age of what the guard knew, as it measured it when it had answered; MAX_SAFE_INTEGER before its bootstrap. */
      readonly stalenessMs: number;
    }
  | {
      readonly type: 'revoked';
      readonly scope: string;
      readonly tenant: string;
      /** Of a lift: the place of the stop that it lifts. */
      readonly target: string;
      readonly fromMs: number;
      readonly toMs: number;
      /** `unknown`: the caller was told nothing, and it may have happened. */
      readonly outcome: 'sealed' | 'pending' | 'unknown';
      readonly seq: number | undefined;
    }
  /** From here on a cut-off of everything may stand that nobody asked for: the log was restored. */
  | { readonly type: 'restored'; readonly atMs: number }
  | { readonly type: 'fault'; readonly what: string; readonly atMs: number };

export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
