import { setTimeout as pause } from 'node:timers/promises';
import { send } from '../../e2e/tour/http-client.ts';
import { type System } from '../../e2e/support/system.ts';

const ADMITTED_WITHIN_MS = 30_000;
const why = { reason: 'admin', note: 'bench' } as const;

/** The one who revokes, over HTTP. What is asked for resolves to the place that it has in the log. */
export class Operator {
  readonly #system: System;
  #token = '';

  private constructor(system: System) {
    this.#system = system;
  }

  static async of(system: System): Promise<Operator> {
    const operator = new Operator(system);
    await operator.logIn();
    return operator;
  }

  /** Until the system lets it in: after a stop is lifted, each service learns that for itself. */
  async logIn(): Promise<void> {
    const untilMs = Date.now() + ADMITTED_WITHIN_MS;
    while (!(await this.#isAdmitted())) {
      if (Date.now() > untilMs) throw new Error('the gateway gives no token that it lets in');
      await pause(20);
    }
  }

  revoke(jti: string): Promise<number> {
    return this.#act(`/v1/tokens/${jti}/revoke`, why);
  }

  revokeAll(jtis: readonly string[]): Promise<number> {
    return this.#act('/v1/tokens/revoke', { ...why, jtis });
  }

  stop(): Promise<number> {
    return this.#act('/v1/emergency-stop', why);
  }

  /** By a new token: what was issued before the stop is dead, and so is afterwards the one that has lifted it. */
  async lift(stop_seq: number): Promise<number> {
    this.#token = (await this.#issue('revocation:emergency')) ?? '';
    return this.#act('/v1/emergency-stop/lift', { ...why, stop_seq });
  }

  async #isAdmitted(): Promise<boolean> {
    const token = await this.#issue('revocation:write revocation:emergency');
    if (token === undefined) return false;
    this.#token = token;
    return (await send(this.#gateway, '/v1/emergency-stop', { token })).status === 200;
  }

  /** Undefined while none is to be had. */
  async #issue(scope: string): Promise<string | undefined> {
    const { DEMO_CLIENT_ID: client_id = '', DEMO_CLIENT_SECRET: client_secret = '' } = this.#system.env;
    const form = { grant_type: 'client_credentials', client_id, client_secret, scope };
    const { status, body } = await send(this.#gateway, '/oauth/token', { form });
    return status === 200 ? body.text('access_token') : undefined;
  }

  async #act(path: string, json: object): Promise<number> {
    const { status, body } = await send(this.#gateway, path, { token: this.#token, json });
    if (status !== 200 || body.text('status') !== 'sealed')
      throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body.number('seq');
  }

  get #gateway(): string {
    return this.#system.gateways[0] ?? '';
  }
}
