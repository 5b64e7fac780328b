import { type INestMicroservice } from '@nestjs/common';
import { ClientRedis, type MicroserviceOptions, Transport } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { type OwnRedis } from '../own-redis.ts';
import { Child } from './child.ts';
import { startReplica } from './nest.ts';
import { StockAttacker } from './stock-attacker.ts';
import {
  type Attacker,
  type CallOptions,
  type Client,
  type Event,
  type Handlers,
  type Replica,
  type ReplicaProcess,
  type Subject,
} from './subject.ts';

/** Long enough to tell what is slow from what never comes; much of it never comes. */
const PATIENCE_MS = 2_000;

/** NestJS's own Redis transporter, as its documentation sets it up. It has no names of services, limits or deadlines. */
export class Stock implements Subject {
  readonly name = 'stock';
  readonly patienceMs = PATIENCE_MS;
  readonly redis: OwnRedis;
  readonly #closers: (() => unknown)[] = [];

  constructor(redis: OwnRedis) {
    this.redis = redis;
  }

  async serve(_service: string, handlers: Handlers): Promise<Replica> {
    const app = await this.#app(handlers);
    await app.listen();
    const stop = (): Promise<void> => app.close();
    this.#closers.push(stop);
    return { stop };
  }

  async spawn(service: string, script: string): Promise<ReplicaProcess> {
    const start = { subject: this.name, redisUrl: this.redis.url, keyring: {} } as const;
    const child = await Child.start({ ...start, service, script, limits: {} });
    this.#closers.push(() => child.signal('SIGKILL'));
    return child;
  }

  async client(_service: string, { url = this.redis.url }: { url?: string } = {}): Promise<Client> {
    const client = new ClientRedis(at(url));
    await client.connect();
    const close = (): Promise<void> => client.close();
    this.#closers.push(close);
    return { call: (pattern, body, options) => send(client, pattern, body, options), close };
  }

  async publish(_from: string, _to: string, events: readonly Event[]): Promise<void> {
    const client = new ClientRedis(at(this.redis.url));
    await client.connect();
    try {
      for (const { pattern, body } of events)
        await lastValueFrom(client.emit(pattern, body), { defaultValue: undefined });
    } finally {
      await client.close();
    }
  }

  async attacker(): Promise<Attacker> {
    const attacker = await StockAttacker.at(this.redis.url);
    this.#closers.push(() => {
      attacker.close();
    });
    return attacker;
  }

  /** It may have broken by then; that it does not close says nothing about a property. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#closers.map((close) => Promise.resolve().then(close)));
  }

  async serveUntilSignal(_service: string, handlers: Handlers): Promise<void> {
    const app = await this.#app(handlers);
    app.enableShutdownHooks();
    await app.listen();
  }

  #app(handlers: Handlers): Promise<INestMicroservice> {
    const options: MicroserviceOptions = { transport: Transport.REDIS, options: at(this.redis.url) };
    return startReplica(handlers, options, () => ({}));
  }
}

function send(client: ClientRedis, pattern: string, body: unknown, { signal }: CallOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const complete = (): void => {
      resolve(undefined);
    };
    const subscription = client
      .send<unknown, unknown>(pattern, body)
      .subscribe({ next: resolve, error: reject, complete });
    signal?.addEventListener('abort', () => {
      subscription.unsubscribe();
      reject(new Error('unsubscribed'));
    });
  });
}

function at(url: string): { readonly host: string; readonly port: number } {
  return { host: '127.0.0.1', port: Number(new URL(url).port) };
}
