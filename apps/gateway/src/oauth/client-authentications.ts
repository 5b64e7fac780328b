import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { authenticateClient, Calls, type Output } from '@strongroom/contracts';
import { Guard } from '@strongroom/guard';
import { revocationUnknown } from '../access/revocation-unknown.js';
import { type ClientCredentials } from './client-credentials.js';

export type AuthenticatedClient = Output<typeof authenticateClient>;

const HELD_MS = 60_000;
const CLIENTS_MAX = 1_000;

interface Held {
  readonly client: AuthenticatedClient;
  /** On the monotonic clock: no change of the time of day makes it longer. */
  readonly untilMs: number;
}

/**
 * Clients that have proven themselves a moment ago (docs/adr/0014). Only success is held, under the SHA-256 of id and
 * secret together, for a minute; and each use of it asks the guard whether the client was cut off since.
 */
@Injectable()
export class ClientAuthentications {
  readonly #held = new Map<string, Held>();

  constructor(
    @Inject(Calls) private readonly calls: Calls,
    @Inject(Guard) private readonly guard: Pick<Guard, 'check'>,
  ) {}

  /**
   * Throws `err:oauth:invalid:client`, and `err:access:unavailable:revocation` where nobody can say whether the client was
   * cut off.
   */
  async authenticate(credentials: ClientCredentials): Promise<AuthenticatedClient> {
    const key = keyOf(credentials);
    const held = this.#held.get(key);
    if (held !== undefined) {
      if (performance.now() < held.untilMs && (await this.#stands(held.client))) return held.client;
      this.#held.delete(key);
    }
    const { clientId, clientSecret } = credentials;
    const client = await this.calls.call(authenticateClient, { client_id: clientId, client_secret: clientSecret });
    this.#hold(key, client);
    return client;
  }

  /** An authentication is judged like a token of the client's own: dead if a cut-off is later than its place in the log. */
  async #stands({ tenant, client_id: client, pos }: AuthenticatedClient): Promise<boolean> {
    const credential = { tenant, subject: client, client, pos, jti: NO_TOKEN, expiresAtMs: Infinity };
    const verdict = await this.guard.check(credential, { policy: 'strict' });
    if (!verdict.active && verdict.unavailable) throw revocationUnknown(verdict.retryAfterMs);
    return verdict.active;
  }

  #hold(key: string, client: AuthenticatedClient): void {
    this.#held.set(key, { client, untilMs: performance.now() + HELD_MS });
    if (this.#held.size <= CLIENTS_MAX) return;
    const oldest = this.#held.keys().next();
    if (!oldest.done) this.#held.delete(oldest.value);
  }
}

/** No entry of the log can name it: token ids are UUIDs. */
const NO_TOKEN = '';

/** The length says where one ends and the other begins. One character a byte of the hash. */
function keyOf({ clientId, clientSecret }: ClientCredentials): string {
  return hash('sha256', `${clientId.length} ${clientId} ${clientSecret}`, 'binary');
}
