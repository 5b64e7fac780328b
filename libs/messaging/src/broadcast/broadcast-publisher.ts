import { createPublicKey } from 'node:crypto';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { isName, isTopic } from '../envelope/names.js';
import { closeConnection, openConnection } from '../redis/connection.js';
import { FirstContact } from '../redis/first-contact.js';
import { KeyNames } from '../redis/key-names.js';
import { type WireOptions } from '../wire-options.js';
import {
  type BroadcastFrame,
  decodeBroadcast,
  isBroadcastSignedBy,
  PROBE_BYTES,
  signBroadcast,
} from './broadcast-frame.js';
import { type BroadcastSigner } from './broadcast-keys.js';
import { appendBroadcast, takeProbes } from './broadcast-scripts.js';
import { BEFORE_ALL, lastEntries } from './stream-end.js';

export interface BroadcastPublisherOptions extends Pick<WireOptions, 'service' | 'redis' | 'prefix'> {
  /** One sequence, one stream: letters, digits, `.`, `-` and `_`, at most 127. */
  readonly topic: string;
  readonly signer: BroadcastSigner;
  /** Most batches kept in the stream; who needs older ones catches up from the truth. Default 1,000. */
  readonly batchesMax?: number;
}

export interface BatchToPublish {
  /** Everything of the topic behind this place, where the stream ends now (`end()`), */
  readonly after: number;
  /** up to and including this one. */
  readonly through: number;
  readonly body: Buffer;
  /** Default `application/octet-stream`. */
  readonly contentType?: string;
  /** What `takeProbes` gave before the truth was read; only with a batch that reaches the end of what was read. */
  readonly probes?: Buffer;
}

interface StreamEnd {
  readonly entryId: string;
  readonly seq: number | undefined;
}

/** Those of 1,024 readers fit into one batch: 16 KiB. */
const PROBES_MAX = 1_024;
/** Whoever can write to the stream can put junk behind the last batch; further back than this it is not looked for. */
const LOOKED_AT_MAX = 16;

/**
 * Publishes what every replica must know, in order: committed first, sent after. It numbers nothing: places are those of
 * the truth that readers catch up from. Any number of processes may publish a topic, for none appends but behind the
 * batch that it knows to be the last.
 */
export class BroadcastPublisher implements OnApplicationShutdown {
  readonly #options: BroadcastPublisherOptions;
  readonly #redis: Redis;
  readonly #contact: FirstContact;
  readonly #stream: string;
  readonly #probes: string;
  /** Where the stream ends, as far as this process knows. */
  #end: StreamEnd | undefined;

  constructor(options: BroadcastPublisherOptions) {
    const { service, topic } = options;
    if (!isName(service)) throw new TypeError('service: 1 to 63 of A-Z a-z 0-9 _ -, the first a letter or digit');
    if (!isTopic(topic)) throw new TypeError('topic: 1 to 127 of A-Z a-z 0-9 _ . -, the first a letter or digit');
    this.#options = options;
    const names = new KeyNames(options.prefix);
    this.#stream = names.broadcasts(topic);
    this.#probes = names.probes(topic);
    this.#redis = openConnection(options.redis, 'commands', new Logger(BroadcastPublisher.name));
    this.#contact = new FirstContact([this.#redis]);
  }

  /**
   * Where the stream ends: the place of the last batch that this service has signed under its present key. `undefined`
   * where there is none, such as after Redis was emptied: go on from what was published last, or from the end of the truth.
   */
  async end(): Promise<number | undefined> {
    await this.#contact.made();
    this.#end ??= await this.#readEnd();
    return this.#end.seq;
  }

  /** The probes that wait. Take them before reading the truth: the batch that carries them proves that it was read since. */
  async takeProbes(): Promise<Buffer> {
    await this.#contact.made();
    const probes = (await takeProbes.run(this.#redis, [this.#probes], [PROBES_MAX])) as readonly Buffer[];
    return Buffer.concat(probes.filter(({ length }) => length === PROBE_BYTES));
  }

  /**
   * Appends the batch. `overtaken`: somebody else has published, or Redis was emptied; nothing was appended, and `end()`
   * tells where to go on. A failure leaves open whether the batch is there; `end()` tells that too.
   *
   * @throws {RangeError} if the batch is longer than 4 MiB
   */
  async publish(batch: BatchToPublish): Promise<'published' | 'overtaken'> {
    const { service: publisher, topic, signer, batchesMax = 1_000 } = this.#options;
    const { after, through, body, contentType = 'application/octet-stream', probes = Buffer.alloc(0) } = batch;
    const seq = await this.end();
    const behind = this.#end?.entryId ?? BEFORE_ALL;
    if (after > through || (seq !== undefined && seq !== after))
      throw new RangeError(`a batch behind ${after} through ${through} does not go on at ${seq ?? 'any place'}`);
    const { keyId, privateKey } = await signer.current();
    const issuedAtMs = Date.now();
    const frame = signBroadcast(
      { after, through, issuedAtMs, keyId, publisher, topic, contentType, probes, body },
      privateKey,
    );
    this.#end = undefined;
    const entryId = await appendBroadcast.run(this.#redis, [this.#stream], [behind, batchesMax, frame]);
    if (!Buffer.isBuffer(entryId)) return 'overtaken';
    this.#end = { entryId: String(entryId), seq: through };
    return 'published';
  }

  close(): void {
    closeConnection(this.#redis);
  }

  onApplicationShutdown(): void {
    this.close();
  }

  /** The furthest of the batches there: an older one may have been put behind it by somebody who kept it. */
  async #readEnd(): Promise<StreamEnd> {
    const { keyId, privateKey } = await this.#options.signer.current();
    const publicKey = createPublicKey(privateKey);
    const entries = await lastEntries(this.#redis, this.#stream, LOOKED_AT_MAX);
    const places = entries.flatMap(({ frame }) => {
      const batch = decodeBroadcast(frame);
      return typeof batch !== 'string' && this.#isOwn(batch, keyId) && isBroadcastSignedBy(frame, publicKey)
        ? [batch.through]
        : [];
    });
    return {
      entryId: entries[0]?.entryId ?? BEFORE_ALL,
      seq: places.length === 0 ? undefined : Math.max(...places),
    };
  }

  #isOwn({ publisher, topic, keyId }: BroadcastFrame, ownKeyId: string): boolean {
    return publisher === this.#options.service && topic === this.#options.topic && keyId === ownKeyId;
  }
}
