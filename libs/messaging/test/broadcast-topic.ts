import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  type Broadcast,
  type BroadcastFollower,
  type BroadcastKeys,
  BroadcastPublisher,
  type BroadcastPublisherOptions,
  BroadcastReader,
  type BroadcastReaderOptions,
  type BroadcastSigningKey,
} from '../src/index.js';
import { type BroadcastFrame, signBroadcast } from '../src/broadcast/broadcast-frame.js';
import { RecordedMetrics } from './recorded-metrics.js';
import { type Wire } from './wire.js';

export const TOPIC = 'authority.notes.v1';

/** What the publisher has, whatever becomes of Redis: note n is the n-th. */
export class Truth {
  readonly notes: string[] = [];

  write(...notes: readonly string[]): { readonly after: number; readonly through: number; readonly body: Buffer } {
    const after = this.notes.length;
    this.notes.push(...notes);
    return this.since(after);
  }

  since(after: number): { readonly after: number; readonly through: number; readonly body: Buffer } {
    const through = this.notes.length;
    return { after, through, body: Buffer.from(JSON.stringify(this.notes.slice(after, through))) };
  }
}

/** A replica that keeps every note, in the order in which it learned of it. */
export class NoteKeeper implements BroadcastFollower {
  readonly notes: string[] = [];
  readonly given: Broadcast[] = [];
  readonly caughtUpFrom: number[] = [];
  /** While it is set, the truth cannot be reached. */
  isCutOff = false;
  /** Runs before a batch is taken. */
  before: (batch: Broadcast) => Promise<void> | void = () => undefined;

  constructor(private readonly truth: Truth) {}

  async apply(batch: Broadcast): Promise<void> {
    await this.before(batch);
    this.given.push(batch);
    const known = this.notes.length - batch.after;
    const notes = JSON.parse(batch.body.toString()) as readonly string[];
    this.notes.push(...notes.slice(known));
  }

  catchUp(from: number): Promise<number> {
    if (this.isCutOff) return Promise.reject(new Error('the truth cannot be reached'));
    this.caughtUpFrom.push(from);
    this.notes.push(...this.truth.notes.slice(this.notes.length));
    return Promise.resolve(this.notes.length);
  }
}

/** One topic of a system: its truth, its publisher `authority`, and as many readers as a test wants. */
export class Topic {
  readonly truth = new Truth();
  readonly metrics = new RecordedMetrics();
  readonly signing: BroadcastSigningKey;
  readonly stream: string;
  readonly #publicKey: KeyObject;
  readonly #closers: (() => unknown)[] = [];

  constructor(private readonly wire: Wire) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.signing = { keyId: 'k1', privateKey };
    this.#publicKey = publicKey;
    this.stream = `${wire.prefix}{broadcast:${TOPIC}}`;
  }

  get keys(): BroadcastKeys {
    return { byId: (keyId) => (keyId === 'k1' ? this.#publicKey : undefined) };
  }

  publisher(options: Partial<BroadcastPublisherOptions> = {}): BroadcastPublisher {
    const { url: redis, prefix } = this.wire;
    const signer = { current: () => this.signing };
    const publisher = new BroadcastPublisher({
      ...{ service: 'authority', redis, prefix, topic: TOPIC, signer },
      ...options,
    });
    this.#closers.push(() => {
      publisher.close();
    });
    return publisher;
  }

  reader(
    options: Partial<BroadcastReaderOptions> = {},
    keeper: NoteKeeper = new NoteKeeper(this.truth),
  ): { reader: BroadcastReader; keeper: NoteKeeper } {
    const reader = this.unstartedReader(options, keeper);
    reader.start();
    return { reader, keeper };
  }

  unstartedReader(options: Partial<BroadcastReaderOptions>, keeper: NoteKeeper): BroadcastReader {
    const { url: redis, prefix } = this.wire;
    const { keys, metrics } = this;
    const reader = new BroadcastReader({
      ...{ redis, prefix, topic: TOPIC, publisher: 'authority', keys, follower: keeper, probeEveryMs: 20 },
      ...{ metrics: metrics.metrics, ...options },
    });
    this.#closers.push(() => reader.close());
    return reader;
  }

  /** A batch as it lies in the stream. */
  frame(about: Partial<BroadcastFrame> = {}, privateKey: KeyObject = this.signing.privateKey): Buffer {
    const named = { keyId: 'k1', publisher: 'authority', topic: TOPIC, contentType: 'application/json' };
    const batch = { ...named, after: 0, through: 1, issuedAtMs: Date.now(), probes: Buffer.alloc(0) };
    return signBroadcast({ ...batch, body: Buffer.from('["forged"]'), ...about }, privateKey);
  }

  async put(...frames: readonly Buffer[]): Promise<void> {
    for (const frame of frames) await this.wire.redis.xadd(this.stream, '*', 'm', frame);
  }

  /** The frames in the stream, the oldest first. */
  async frames(): Promise<readonly Buffer[]> {
    const entries = await this.wire.redis.xrangeBuffer(this.stream, '-', '+');
    return entries.map(([, fields]) => fields[1] ?? Buffer.alloc(0));
  }

  async close(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
  }
}
