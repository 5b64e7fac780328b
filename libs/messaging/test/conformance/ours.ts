import { type INestMicroservice } from '@nestjs/common';
import { RedisClient, RedisEventPublisher, RedisServer } from '@strongroom/messaging';
import { type OwnRedis } from '../own-redis.ts';
import { Child } from './child.ts';
import { type Keyring, keysOf, makeKeyring } from './keyring.ts';
import { startReplica } from './nest.ts';
import { OurAttacker } from './our-attacker.ts';
import {
  type Attacker,
  type Client,
  type Event,
  type Handlers,
  type Limits,
  type Replica,
  type ReplicaProcess,
  type Subject,
} from './subject.ts';

const SERVICES = ['caller', 'orders', 'stock', 'stranger'];
/** A machine that is busy with other tests must not turn a slow answer into silence. */
const PATIENCE_MS = 20_000;

/** The transport of this package. */
export class Ours implements Subject {
  readonly name = 'ours';
  readonly patienceMs = PATIENCE_MS;
  readonly redis: OwnRedis;
  readonly #keyring: Keyring;
  readonly #urlOf: (service: string) => string;
  readonly #closers: (() => unknown)[] = [];

  /** `urlOf`: with the login of each service, where they have one. */
  constructor(redis: OwnRedis, keyring = makeKeyring(SERVICES), urlOf: (service: string) => string = () => redis.url) {
    this.redis = redis;
    this.#keyring = keyring;
    this.#urlOf = urlOf;
  }

  async serve(service: string, handlers: Handlers, limits: Limits = {}): Promise<Replica> {
    const app = await this.#app(service, handlers, limits);
    await app.listen();
    this.#closers.push(() => app.close());
    return { stop: () => app.close() };
  }

  async spawn(service: string, script: string, limits: Limits = {}): Promise<ReplicaProcess> {
    const start = { subject: this.name, redisUrl: this.redis.url, keyring: this.#keyring } as const;
    const child = await Child.start({ ...start, service, script, limits });
    this.#closers.push(() => child.signal('SIGKILL'));
    return child;
  }

  client(service: string, options: { url?: string; queueLengthMax?: number } = {}): Promise<Client> {
    const { url: redis = this.#urlOf(service), ...limits } = options;
    const about = { service, redis, keys: keysOf(this.#keyring, service), defaultDeadlineMs: PATIENCE_MS };
    const client = new RedisClient({ ...about, ...limits });
    this.#closers.push(() => client.close());
    return Promise.resolve({
      call: (pattern, body, { urgent = false, ...call } = {}) =>
        client.call(pattern, body, { ...call, priority: urgent ? 'urgent' : 'normal' }),
      close: () => client.close(),
    });
  }

  async publish(from: string, to: string, events: readonly Event[], streamLengthMax = 1_000_000): Promise<void> {
    const about = { service: from, redis: this.#urlOf(from), keys: keysOf(this.#keyring, from) };
    const publisher = new RedisEventPublisher({ ...about, streamLengthMax });
    try {
      await publisher.publish(events.map((event) => ({ consumer: to, ...event })));
    } finally {
      publisher.close();
    }
  }

  async attacker(): Promise<Attacker> {
    const attacker = await OurAttacker.at(this.redis.url, this.#keyring);
    this.#closers.push(() => {
      attacker.close();
    });
    return attacker;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
  }

  /** In a process that is its own: it closes when a signal tells it to. */
  async serveUntilSignal(service: string, handlers: Handlers, limits: Limits): Promise<void> {
    const app = await this.#app(service, handlers, limits);
    app.enableShutdownHooks();
    await app.listen();
  }

  #app(service: string, handlers: Handlers, limits: Limits): Promise<INestMicroservice> {
    const keys = keysOf(this.#keyring, service);
    const strategy = new RedisServer({ service, redis: this.#urlOf(service), keys, ...limits });
    return startReplica(handlers, { strategy }, (context) => context);
  }
}
