import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { Transactions } from '@strongroom/persistence';
import { noTenant, runInContext, serviceContext } from '@strongroom/security-context';
import { PrivateHalves } from './private-halves.js';
import { type SigningKey } from './rsa-key.js';
import { SigningKeyStore } from './signing-key.store.js';

/** Until then a replica may sign with a revoked key, and what it signs is dead on arrival: an error to the client, and no more. */
const ASK_EVERY_MS = 1_000;

/**
 * The key that signs access tokens. The first process to start makes it: the private half goes to the secret store, then the
 * public half to the table, and from that row on it is in force. So a key that no row names never signed anything.
 */
@Injectable()
export class SigningKeys implements OnApplicationBootstrap {
  #current: Promise<SigningKey> | undefined;
  #askedAtMs = -Infinity;

  constructor(
    @Inject(SigningKeyStore) private readonly store: SigningKeyStore,
    @Inject(PrivateHalves) private readonly privateHalves: PrivateHalves,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** A service that cannot sign does not start. */
  async onApplicationBootstrap(): Promise<void> {
    await this.current();
  }

  /** Asks once a second whether the key is still in force: another replica may have heard that it was revoked. */
  async current(): Promise<SigningKey> {
    const nowMs = performance.now();
    if (this.#current !== undefined && nowMs - this.#askedAtMs > ASK_EVERY_MS) {
      this.#askedAtMs = nowMs;
      const { kid } = await this.#current;
      const activeKid = await runInContext(serviceContext('auth-token', noTenant), () =>
        this.transactions.run(() => this.store.activeKid()),
      );
      if (activeKid !== kid) this.#current = undefined;
    }
    return this.#opened();
  }

  /** A key that was revoked is published no more, and signs no more. Part of the current transaction. */
  async revoke(kid: string): Promise<void> {
    if (!(await this.store.revoke(kid))) return;
    const target = { type: 'signing-key', id: kid };
    await this.audit.record({ action: 'signing-key.revoke', target, outcome: 'succeeded' });
    this.transactions.afterCommit(() => {
      this.#askedAtMs = -Infinity;
    });
  }

  #opened(): Promise<SigningKey> {
    this.#current ??= runInContext(serviceContext('auth-token', noTenant), () => this.open()).catch(
      (error: unknown) => {
        this.#current = undefined;
        throw error;
      },
    );
    return this.#current;
  }

  private async open(): Promise<SigningKey> {
    const kid = (await this.transactions.run(() => this.activeKid())) ?? (await this.makeFirst());
    return this.privateHalves.open(kid);
  }

  /** Where the active one was revoked during a rotation, the next is at hand, and verifiers may know it already. */
  private async activeKid(): Promise<string | undefined> {
    const active = await this.store.activeKid();
    if (active !== undefined) return active;
    await this.store.lockSuccession();
    const promoted = await this.store.promoteNext();
    if (promoted === undefined) return this.store.activeKid();
    const target = { type: 'signing-key', id: promoted };
    await this.audit.record({
      action: 'signing-key.activate',
      target,
      outcome: 'succeeded',
      details: { replaces: null },
    });
    return promoted;
  }

  /** The kid of the first key: ours, or that of a replica which was quicker; then ours goes, unused. */
  private async makeFirst(): Promise<string> {
    const key = await this.privateHalves.make();
    const activeKid = await this.transactions.run(async () => {
      if (!(await this.store.activateFirst(key))) return this.store.activeKid();
      const target = { type: 'signing-key', id: key.kid };
      await this.audit.record({ action: 'signing-key.make', target, outcome: 'succeeded', details: { alg: 'RS256' } });
      return key.kid;
    });
    if (activeKid !== key.kid) await this.privateHalves.forget(key.kid);
    if (activeKid === undefined) throw new Error('the active signing key has gone while it was made');
    return activeKid;
  }
}
