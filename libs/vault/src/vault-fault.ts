/**
 * What the store is to its caller right now. `denied` and the rest differ in who must act: `sealed` and `standby` an
 * operator of the store, `denied` who grants rights, `throttled` nobody (come again later), `down` whoever is on call.
 */
export type StoreState = 'ready' | 'sealed' | 'standby' | 'down' | 'throttled' | 'denied';

/** `missing`: nothing is there. `refused`: the store does not accept the request as it is. */
export type FaultKind = Exclude<StoreState, 'ready'> | 'missing' | 'refused';

export interface FaultDetail {
  readonly message: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** How long the store asks to be left alone. */
  readonly retryAfterMs?: number;
  /** True if a change was asked for and nobody can say whether it happened. */
  readonly outcomeUnknown?: boolean;
  readonly cause?: unknown;
}

/** A call of the store that did not do what was asked. Never carries a secret or a token. */
export class VaultFault extends Error {
  override readonly name = 'VaultFault';
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly outcomeUnknown: boolean;

  constructor(
    readonly kind: FaultKind,
    { message, status, retryAfterMs, outcomeUnknown = false, cause }: FaultDetail,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.outcomeUnknown = outcomeUnknown;
  }

  /** Whether the same call may do better in a moment: a 5xx answer, or none. */
  get passing(): boolean {
    return this.kind === 'down' || this.kind === 'sealed';
  }
}
