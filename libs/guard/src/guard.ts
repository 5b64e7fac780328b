import { isRefused, type Refusal, type Refused } from './refusal.js';
import { coverOf, type Cover, type Credential } from './revocation/cover.js';
import type { RevocationReplica } from './revocation/revocation-replica.js';
import type { AccessTokenClaims } from './token/access-token-claims.js';
import type { AccessTokenVerifier, VerifiedToken } from './token/access-token-verifier.js';

/**
 * What to do when the replica may be stale. `strict` and `bounded` ask the revocation service once the replica is older
 * than their bound, and answer "unavailable" where that does not help: no error ever means "not revoked". `open` lets
 * through what is not known to be revoked; choose it knowingly and audit it.
 */
export type StalenessPolicy = 'strict' | 'bounded' | 'open';

/** `active: false` in every case but one, so that a careless `if (verdict.active)` is a safe one. */
export type Verdict<Accepted = unknown> =
  /** `confirmed` is false only under `open`, where the replica was older than the bound of `bounded`. */
  | ({ readonly active: true; readonly confirmed: boolean } & Accepted)
  | { readonly active: false; readonly unavailable: false; readonly reason: Refusal }
  /** Nobody can say now: HTTP 503 with Retry-After, never 401. */
  | { readonly active: false; readonly unavailable: true; readonly retryAfterMs: number };

export type TokenVerdict = Verdict<{ readonly claims: AccessTokenClaims }>;
export type CredentialVerdict = Verdict;

/** Asks the source of revocations for everything it has, now. */
export interface Refresher {
  refresh(): Promise<void>;
}

/** How a verdict is asked for. */
export interface Asked {
  readonly policy: StalenessPolicy;
  /** For the doors of those who deal with an emergency: judge as if no stop stood. What it has cut off stays dead. */
  readonly duringStop?: boolean;
}

export interface GuardOptions {
  readonly verifier: AccessTokenVerifier;
  readonly replica: RevocationReplica;
  readonly refresher: Refresher;
  /** How old the replica may be before the source is asked. Default 1,000 ms and 5,000 ms. */
  readonly staleMaxMs?: { readonly strict: number; readonly bounded: number };
  /** Milliseconds since the Unix epoch. Default `Date.now`. */
  readonly nowMs?: () => number;
  /** Whether this process's own kill switch is on: then nothing is good, whatever the log says. Default: never. */
  readonly halted?: () => boolean;
}

const RETRY_AFTER_MS = 1_000;
const unavailable = { active: false, unavailable: true, retryAfterMs: RETRY_AFTER_MS } as const;

function refused(reason: Refusal): Extract<Verdict, { unavailable: false }> {
  return { active: false, unavailable: false, reason };
}

/** Says whether a credential is good, now, from what this process knows; asks nobody unless its knowledge is too old. */
export class Guard {
  readonly #staleMaxMs: { readonly strict: number; readonly bounded: number };
  readonly #nowMs: () => number;

  constructor(private readonly options: GuardOptions) {
    this.#staleMaxMs = options.staleMaxMs ?? { strict: 1_000, bounded: 5_000 };
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** Is this access token good? A key set that cannot be reached is "unavailable", like a source that cannot. */
  verdict(token: string, asked: Asked): Promise<TokenVerdict> {
    try {
      const verified = this.options.verifier.verifyNow(token);
      const now = verified instanceof Promise ? undefined : this.#judgeNow(verified, asked);
      return now ? Promise.resolve(now) : this.#judgeToken(verified, asked);
    } catch {
      return Promise.resolve(unavailable);
    }
  }

  /** Undefined where the source must be asked first. What is known needs no turn of the event loop. */
  #judgeNow(verified: VerifiedToken | Refused, asked: Asked): TokenVerdict | undefined {
    if (isRefused(verified)) return refused(verified.refusal);
    const known = this.#refusalOf(verified.cover, asked);
    if (known) return refused(known);
    return this.#isFresh(asked.policy) ? { active: true, confirmed: true, claims: verified.claims } : undefined;
  }

  async #judgeToken(
    verifying: VerifiedToken | Refused | Promise<VerifiedToken | Refused>,
    asked: Asked,
  ): Promise<TokenVerdict> {
    let verified;
    try {
      verified = await verifying;
    } catch {
      return unavailable;
    }
    if (isRefused(verified)) return refused(verified.refusal);
    const verdict = await this.#judge(verified.cover, asked);
    return verdict.active ? { ...verdict, claims: verified.claims } : verdict;
  }

  /**
   * Is the credential that a signed security context names still good? Every service of a chain asks this of its own
   * replica, so that work in flight stops too.
   */
  async check(credential: Credential & { readonly expiresAtMs: number }, asked: Asked): Promise<CredentialVerdict> {
    if (credential.expiresAtMs <= this.#nowMs()) return refused({ code: 'expired', detail: 'expiresAtMs' });
    return this.#judge(coverOf(credential), asked);
  }

  async #judge(cover: Cover, asked: Asked): Promise<CredentialVerdict> {
    const { replica, refresher } = this.options;
    const { policy } = asked;
    const known = this.#refusalOf(cover, asked);
    if (known) return refused(known);
    if (this.#isFresh(policy)) return { active: true, confirmed: true };
    if (policy === 'open' && replica.stalenessMs < Infinity) return { active: true, confirmed: false };
    try {
      await refresher.refresh();
    } catch {
      // Another way may have brought what is needed meanwhile; if none has, nobody can say.
    }
    const learned = this.#refusalOf(cover, asked);
    if (learned) return refused(learned);
    return this.#isFresh(policy) ? { active: true, confirmed: true } : unavailable;
  }

  #refusalOf(cover: Cover, { duringStop = false }: Asked): Refusal | undefined {
    const { replica, halted } = this.options;
    if (halted?.()) return { code: 'stopped', detail: 'by the kill switch of this process' };
    if (replica.stopped && !duringStop) return { code: 'stopped', detail: 'by an emergency stop' };
    return replica.revokes(cover) ? { code: 'revoked', detail: 'by an entry of the revocation log' } : undefined;
  }

  #isFresh(policy: StalenessPolicy): boolean {
    return this.options.replica.stalenessMs <= this.#staleMaxMs[policy === 'strict' ? 'strict' : 'bounded'];
  }
}
