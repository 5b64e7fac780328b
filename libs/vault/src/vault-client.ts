import { systemClock, type Clock } from '@strongroom/kernel';
import { VaultSession } from './session/vault-session.js';
import type { VaultLogin } from './session/login.js';
import type { StoreState } from './vault-fault.js';
import { defaultRetryPolicy, withRetry, type RetryPolicy } from './wire/retry.js';
import { VaultTransport, type VaultRequest } from './wire/transport.js';

export interface VaultOptions {
  /** Such as `https://vault.internal:8200`. */
  readonly address: string;
  readonly login: VaultLogin;
  readonly clock?: Clock;
  readonly retry?: RetryPolicy;
}

export interface StoreHealth {
  readonly state: StoreState;
  /** Why it is not `ready`, for an operator. */
  readonly about?: string;
}

export type VaultCall = Pick<VaultRequest, 'method' | 'path' | 'body'>;

const CARE_EVERY_MS = 5_000;
const CARE_WITHIN_MS = 10_000;
const LOGOUT_WITHIN_MS = 2_000;

/** A connection to OpenBao or Vault that stays logged in until it is closed. */
export class VaultClient {
  private readonly closing = new AbortController();
  private readonly session: VaultSession;
  private readonly policy: RetryPolicy;
  private caring: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  private constructor({ address, login, clock = systemClock, retry = defaultRetryPolicy }: VaultOptions) {
    this.session = new VaultSession(new VaultTransport(address), login, clock);
    this.policy = retry;
  }

  /** Logs in, and takes care of the token from then on. @throws {VaultFault} */
  static async open(options: VaultOptions): Promise<VaultClient> {
    const client = new VaultClient(options);
    await withRetry(client.policy, client.closing.signal, (signal) => client.session.care(signal));
    client.careLater();
    return client;
  }

  /** How the store is doing, from what is known already: looked at every 5 s and with every call. */
  health(): StoreHealth {
    const { state, fault } = this.session;
    return fault === undefined ? { state } : { state, about: fault };
  }

  /**
   * One call, tried again while the store fails to answer; so it must be safe to repeat.
   *
   * @throws {VaultFault}
   */
  request(call: VaultCall): Promise<unknown> {
    return withRetry(this.policy, this.closing.signal, (signal) => this.session.call(call, signal));
  }

  /** Runs steps under one retry policy and one deadline; `once` makes a single exchange. */
  attempt<T>(steps: (once: (call: VaultCall) => Promise<unknown>) => Promise<T>): Promise<T> {
    return withRetry(this.policy, this.closing.signal, (signal) => steps((call) => this.session.call(call, signal)));
  }

  /** Ends what is under way and gives the token back. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    clearTimeout(this.timer);
    await this.caring;
    // The store may be away: the token then ends by itself.
    await this.session.logout(AbortSignal.timeout(LOGOUT_WITHIN_MS)).catch(() => undefined);
  }

  private careLater(): void {
    this.timer = setTimeout(() => {
      const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(CARE_WITHIN_MS)]);
      this.caring = this.session
        .care(signal)
        // What went wrong shows in health(); the next round tries again.
        .catch(() => undefined)
        .then(() => {
          if (!this.closing.signal.aborted) this.careLater();
        });
    }, CARE_EVERY_MS);
    // The care of a token is no reason to keep a process.
    this.timer.unref();
  }
}
