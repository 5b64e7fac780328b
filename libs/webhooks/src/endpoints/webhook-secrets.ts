import { Inject, Injectable } from '@nestjs/common';
import { knownError } from '@strongroom/platform';
import { Secret, SecretConflict, SecretStore } from '@strongroom/vault';
import { WEBHOOK_TERMS, type WebhookTerms } from '../webhook-terms.js';

/** A version never changes; who reads one for every request would ask the secret store as often as there are requests. */
const KEPT_MAX = 1_000;

/**
 * The secrets of endpoints: in the secret store, at `services/<service>/webhooks/<webhook id>`. The endpoint's row says which
 * versions sign. Throws `err:platform:unavailable:secret-store`.
 */
@Injectable()
export class WebhookSecrets {
  readonly #folder: string;
  readonly #kept = new Map<string, Secret>();

  constructor(
    @Inject(SecretStore) private readonly secrets: SecretStore,
    @Inject(WEBHOOK_TERMS) { service }: WebhookTerms,
  ) {
    this.#folder = `services/${service}/webhooks`;
  }

  /** Behind whatever version there is; answers the number, or undefined where somebody else wrote at the same time. */
  async write(webhookId: string, value: string): Promise<number | undefined> {
    return reaching(async () => {
      const cas = (await this.secrets.history(this.#path(webhookId)))?.currentVersion ?? 0;
      try {
        return (await this.secrets.write(this.#path(webhookId), { value }, { cas })).version;
      } catch (error) {
        if (error instanceof SecretConflict) return undefined;
        throw error;
      }
    });
  }

  async read(webhookId: string, version: number): Promise<Secret> {
    const key = `${webhookId} ${version}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const stored = await reaching(() => this.secrets.read(this.#path(webhookId), { version }));
    const value = stored?.data['value'];
    if (value === undefined) throw new Error(`the secret store has no version ${version} of a webhook's secret`);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, value);
    return value;
  }

  /** With all its versions. Can be repeated. */
  async forget(webhookId: string): Promise<void> {
    await reaching(() => this.secrets.forget(this.#path(webhookId)));
  }

  /** The ids of all endpoints that have one. */
  list(): Promise<readonly string[]> {
    return reaching(() => this.secrets.list(this.#folder));
  }

  #path(webhookId: string): string {
    return `${this.#folder}/${webhookId}`;
  }
}

async function reaching<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw knownError(error) ?? error;
  }
}
