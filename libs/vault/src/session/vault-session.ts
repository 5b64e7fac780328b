import type { Clock } from '@strongroom/kernel';
import { VaultFault, type StoreState } from '../vault-fault.js';
import type { VaultRequest, VaultTransport } from '../wire/transport.js';
import { leaseAction, leaseOfLogin, leaseOfRenewal, type Lease } from './lease.js';
import { loginRequest, parseGrant, type VaultLogin } from './login.js';

type Call = Pick<VaultRequest, 'method' | 'path' | 'body'>;

/**
 * An identity at the store and what keeps it: login, renewal, a new login when the token's maximum nears or the token is
 * refused. node-vault's own renewal is not used: at the default lifetime of 768 h its timer overflows and renews some
 * 300 times a second, and one failed renewal stops it for good.
 */
export class VaultSession {
  private lease: Lease | undefined;
  private loggingIn: Promise<Lease> | undefined;
  private lastSeen: StoreState = 'down';
  private lastFault: string | undefined;

  constructor(
    private readonly transport: VaultTransport,
    private readonly login: VaultLogin,
    private readonly clock: Clock,
  ) {}

  /** What the last exchange showed. */
  get state(): StoreState {
    return this.lastSeen;
  }

  /** Why the state is not `ready`, for an operator. */
  get fault(): string | undefined {
    return this.lastFault;
  }

  /** One exchange under our identity. A token that was revoked or forgotten meanwhile is replaced once. */
  async call(call: Call, signal: AbortSignal): Promise<unknown> {
    const lease = await this.ownLease(signal);
    try {
      return await this.exchange({ ...call, token: lease.token, signal });
    } catch (error) {
      if (!isDenied(error) || (await this.isAccepted(lease, signal))) throw error;
      this.drop(lease);
      const fresh = await this.ownLease(signal);
      return this.exchange({ ...call, token: fresh.token, signal });
    }
  }

  /** Does what the token needs now and looks whether the store is there; to be called every few seconds. */
  async care(signal: AbortSignal): Promise<void> {
    const { lease } = this;
    const action = lease === undefined ? 'login' : leaseAction(lease, this.clock.nowMs());
    if (lease === undefined || action === 'login') {
      await this.freshLease(signal);
    } else if (action === 'renew') {
      await this.renew(lease, signal);
    } else if (!(await this.isAccepted(lease, signal))) {
      this.drop(lease);
      await this.freshLease(signal);
    }
  }

  /** Gives the token back, so that none outlives its process. */
  async logout(signal: AbortSignal): Promise<void> {
    const { lease } = this;
    this.lease = undefined;
    if (lease === undefined || this.login.method === 'token') return;
    await this.exchange({ method: 'POST', path: 'auth/token/revoke-self', token: lease.token, signal });
  }

  private async ownLease(signal: AbortSignal): Promise<Lease> {
    const { lease } = this;
    const usable = lease !== undefined && this.clock.nowMs() < lease.askedAtMs + lease.ttlMs;
    return usable ? lease : this.freshLease(signal);
  }

  /** Callers that need a token at the same time share one login. */
  private freshLease(signal: AbortSignal): Promise<Lease> {
    this.loggingIn ??= this.logIn(signal).finally(() => {
      this.loggingIn = undefined;
    });
    return this.loggingIn;
  }

  private async logIn(signal: AbortSignal): Promise<Lease> {
    const askedAtMs = this.clock.nowMs();
    try {
      const request = await loginRequest(this.login);
      const grant = 'token' in request ? request : parseGrant(await this.exchange({ ...request, signal }));
      this.lease = leaseOfLogin(grant, askedAtMs);
      return this.lease;
    } catch (error) {
      const fault = asLoginFault(error);
      this.note(fault);
      throw fault;
    }
  }

  private async renew(lease: Lease, signal: AbortSignal): Promise<void> {
    const askedAtMs = this.clock.nowMs();
    try {
      const request = { method: 'POST', path: 'auth/token/renew-self', token: lease.token, signal } as const;
      this.lease = leaseOfRenewal(lease, parseGrant(await this.exchange(request)), askedAtMs);
    } catch (error) {
      if (!isDenied(error)) throw error;
      this.drop(lease);
      await this.freshLease(signal);
    }
  }

  /** Whether the store knows the token. The same status 403 tells of a missing right and of a bad token. */
  private async isAccepted(lease: Lease, signal: AbortSignal): Promise<boolean> {
    try {
      await this.exchange({ method: 'GET', path: 'auth/token/lookup-self', token: lease.token, signal });
      return true;
    } catch (error) {
      if (isDenied(error)) return false;
      throw error;
    }
  }

  private drop(lease: Lease): void {
    if (this.lease === lease) this.lease = undefined;
  }

  private async exchange(request: VaultRequest): Promise<unknown> {
    try {
      const answer = await this.transport.send(request);
      this.note(undefined);
      return answer;
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  /** An answer to one request, even a refusal, shows that the store works; only a login tells whether *we* are denied. */
  private note(error: unknown): void {
    const kind = error instanceof VaultFault ? error.kind : undefined;
    const working = kind === undefined || kind === 'missing' || kind === 'refused' || kind === 'denied';
    this.lastSeen = working ? 'ready' : kind;
    this.lastFault = working || !(error instanceof Error) ? undefined : error.message;
    if (error instanceof LoginDenied) {
      this.lastSeen = 'denied';
      this.lastFault = error.message;
    }
  }
}

/** The store, or a missing file, refuses our identity. */
class LoginDenied extends VaultFault {
  constructor(cause: Error) {
    super('denied', { message: `the secret store does not let us log in: ${cause.message}`, cause });
  }
}

/** A wrong role or secret id is a 400 to the store. */
function asLoginFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const refused = !(error instanceof VaultFault) || error.kind === 'refused' || error.kind === 'denied';
  return refused ? new LoginDenied(error) : error;
}

function isDenied(error: unknown): boolean {
  return error instanceof VaultFault && error.kind === 'denied' && !(error instanceof LoginDenied);
}
