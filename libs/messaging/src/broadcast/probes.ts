import { randomBytes } from 'node:crypto';
import { type Redis } from 'ioredis';
import { PROBE_BYTES } from './broadcast-frame.js';

/** More than a publisher takes at once are of no use to anybody. */
const LIST_MAX = 1_024;
/** Nobody publishes: the list is forgotten. */
const LIST_KEPT_MS = 60_000;
/** Of a reader's own; the oldest are given up first. */
const OUTSTANDING_MAX = 64;

/**
 * Asks a publisher "read again", so that its next batch proves when it was read without anybody's clock: it carries a number
 * that nobody could know before it was asked. Moments are on this process's monotonic clock.
 */
export class Probes {
  readonly #sentAtMs = new Map<string, number>();

  constructor(
    private readonly redis: Redis,
    private readonly list: string,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  async send(): Promise<void> {
    const probe = randomBytes(PROBE_BYTES);
    this.#sentAtMs.set(probe.toString('hex'), this.monotonicMs());
    for (const oldest of this.#sentAtMs.keys()) {
      if (this.#sentAtMs.size <= OUTSTANDING_MAX) break;
      this.#sentAtMs.delete(oldest);
    }
    const commands = this.redis.pipeline().rpush(this.list, probe).ltrim(this.list, -LIST_MAX, -1);
    for (const [error] of (await commands.pexpire(this.list, LIST_KEPT_MS).exec()) ?? [])
      if (error !== null) throw error;
  }

  /** The latest moment at which one of `answered` was sent: what came with them was read after it. */
  sentAtMs(answered: Buffer): number | undefined {
    let latest: number | undefined;
    for (let at = 0; at < answered.length; at += PROBE_BYTES) {
      const sentAtMs = this.#sentAtMs.get(answered.toString('hex', at, at + PROBE_BYTES));
      if (sentAtMs !== undefined) latest = Math.max(latest ?? -Infinity, sentAtMs);
    }
    return latest;
  }

  /** An answer is good once: a repetition of it proves nothing new. */
  settle(throughMs: number): void {
    for (const [probe, sentAtMs] of this.#sentAtMs) if (sentAtMs <= throughMs) this.#sentAtMs.delete(probe);
  }
}
