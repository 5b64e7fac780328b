import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { type Attacker } from './subject.ts';
import { until } from './waiting.ts';

const PATIENCE_MS = 2_000;

/** Publishes on any channel, and listens on every one. */
export class StockAttacker implements Attacker {
  readonly genuine = [];
  readonly #redis: Redis;
  readonly #ears: Redis;
  readonly #heard: { readonly channel: string; readonly text: string }[] = [];

  private constructor(url: string) {
    this.#redis = new Redis(url);
    this.#ears = new Redis(url);
    this.#ears.on('pmessage', (_glob: string, channel: string, text: string) => this.#heard.push({ channel, text }));
  }

  static async at(url: string): Promise<StockAttacker> {
    const attacker = new StockAttacker(url);
    await attacker.#ears.psubscribe('*');
    return attacker;
  }

  async request(pattern: string): Promise<void> {
    await this.#redis.publish(pattern, JSON.stringify({ pattern, data: 'unsigned', id: randomUUID() }));
  }

  async answer(pattern: string): Promise<void> {
    await until(() => this.#heard.some(({ channel }) => channel === pattern), PATIENCE_MS);
    const request = this.#heard.find(({ channel }) => channel === pattern);
    const { id } = JSON.parse(request?.text ?? '{}') as { id?: string };
    await this.#redis.publish(`${pattern}.reply`, JSON.stringify({ id, response: 'forged', isDisposed: true }));
  }

  async put(bytes: Buffer, patterns: readonly string[]): Promise<void> {
    for (const pattern of patterns)
      for (const channel of [pattern, `${pattern}.reply`]) await this.#redis.publish(channel, bytes);
  }

  keys(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  close(): void {
    this.#redis.disconnect();
    this.#ears.disconnect();
  }
}
