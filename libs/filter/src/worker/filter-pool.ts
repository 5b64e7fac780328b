import { Filter, type FilterOptions } from '../filter.js';
import { type BatchItem, type BatchOutcome, filterBatch } from '../input/filter-batch.js';
import { defaultLimits } from '../limits.js';
import { type FilterKeys, type KeyRing, requireKeys, uses } from '../policy/filter-keys.js';
import { defaultPolicy, type Policy } from '../policy/policy.js';
import { requireRestoreKey, restore, type Restored, type RestoreOptions } from '../policy/restore.js';
import type { JsonResult, JsonValue, TextResult } from '../result.js';
import { FilterThread } from './filter-thread.js';
import type { Job, JobResult } from './job.js';

export interface FilterPoolOptions extends FilterOptions {
  /** Default 1: the engine does not wait for anything, so more than the cores that are free do not help. */
  readonly threads?: number;
  /** Inputs that may wait for a thread; default 64. */
  readonly waitingMax?: number;
  /** UTF-16 code units up to which a text is looked at in place; see `INLINE_LENGTH_MAX`. */
  readonly inlineLengthMax?: number;
}

export interface PooledCall {
  /** For a policy that tokenises or hashes. */
  readonly keys?: FilterKeys;
  /** Whoever gives up waits no longer. What a thread has begun it ends, which the limits bound. */
  readonly signal?: AbortSignal;
}

/** Keys are needed here: without one nothing can be restored. */
export interface RestoreCall extends PooledCall, RestoreOptions {}

/** More inputs wait than may. Nothing was filtered. */
export class FilterPoolFull extends Error {
  override readonly name = 'FilterPoolFull';
}

/** The pool was closed before the input had its turn. Nothing was filtered. */
export class FilterPoolClosed extends Error {
  override readonly name = 'FilterPoolClosed';
}

/** Of the worst input known, so much takes less than 10 ms; a thread would cost more than it spares. */
const INLINE_LENGTH_MAX = 16_384;

/** A token is made and opened in 70 µs, fifty times as long as it takes to find what it stands for. */
const TOKENS_COST = 8;

interface Waiting extends PromiseWithResolvers<JobResult> {
  readonly job: Job;
}

/**
 * A `Filter` that does not keep the event loop: what is large is looked at in a thread. Results and errors are those of
 * `Filter`, and `FilterPoolFull`, `FilterPoolClosed`, `FilterThreadEnded`, or the reason of the signal. A thread that
 * dies takes only its own input along; the next input gets a new one.
 *
 * ```ts
 * await using pool = new FilterPool();
 * const { output } = await pool.text(longText);
 * ```
 */
export class FilterPool implements AsyncDisposable {
  readonly #options: FilterOptions;
  readonly #inPlace: Filter;
  readonly #threadsMax: number;
  readonly #waitingMax: number;
  readonly #inlineLengthMax: number;
  readonly #idle: FilterThread[] = [];
  readonly #busy = new Set<FilterThread>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  /** Throws a `RangeError` for numbers that are none. */
  constructor(options: FilterPoolOptions = {}) {
    const { threads = 1, waitingMax = 64, inlineLengthMax = INLINE_LENGTH_MAX, ...rest } = options;
    this.#options = rest;
    this.#inPlace = new Filter(rest);
    this.#threadsMax = whole('threads', threads, 1);
    this.#waitingMax = whole('waitingMax', waitingMax, 0);
    this.#inlineLengthMax = whole('inlineLengthMax', inlineLengthMax, 0);
  }

  async text(text: string, policy: Policy = defaultPolicy, call: PooledCall = {}): Promise<TextResult> {
    if (text.length > this.#inlineMax(policy))
      return (await this.#filterInThread({ text }, policy, call)) as TextResult;
    this.#requireOpen(call);
    return this.#inPlace.text(text, policy, call.keys);
  }

  async json(json: JsonValue, policy: Policy = defaultPolicy, call: PooledCall = {}): Promise<JsonResult> {
    const most = this.#inlineMax(policy);
    if (costOf(json, most) > most) return (await this.#filterInThread({ json }, policy, call)) as JsonResult;
    this.#requireOpen(call);
    return this.#inPlace.json(json, policy, call.keys);
  }

  /** Puts tokenised values back into a text or a JSON value; see `restore`. Throws `FilterKeyUnfit` without a key. */
  async restore(value: JsonValue, call: RestoreCall): Promise<Restored> {
    const { keys = {}, signal: _signal, ...options } = call;
    requireRestoreKey(keys);
    const most = this.#inlineLengthMax / TOKENS_COST;
    if (costOf(value, most) > most)
      return (await this.#inThread({ kind: 'restore', value, options, keys: copied(keys) }, call)) as Restored;
    this.#requireOpen(call);
    return restore(value, keys, options);
  }

  /** One by one, in order; see `Filter.batch`. */
  batch(
    items: readonly BatchItem[],
    policy: Policy = defaultPolicy,
    call: PooledCall = {},
  ): Promise<readonly BatchOutcome[]> {
    const look = (item: BatchItem): Promise<TextResult | JsonResult> =>
      'text' in item ? this.text(item.text, policy, call) : this.json(item.json, policy, call);
    return filterBatch({ ...defaultLimits, ...this.#options.limits }, items, look);
  }

  /** Ends every thread, at once: what waits or is being looked at is refused with `FilterPoolClosed`. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new FilterPoolClosed('the filter pool is closed'));
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((thread) => thread.end()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #requireOpen({ signal }: PooledCall): void {
    signal?.throwIfAborted();
    if (this.#closed) throw new FilterPoolClosed('the filter pool is closed');
  }

  #inlineMax(policy: Policy): number {
    return uses(policy, 'tokenise') ? this.#inlineLengthMax / TOKENS_COST : this.#inlineLengthMax;
  }

  async #filterInThread(content: BatchItem, policy: Policy, call: PooledCall): Promise<JobResult> {
    requireKeys(policy, call.keys ?? {});
    return this.#inThread({ kind: 'filter', content, policy, keys: copied(call.keys) }, call);
  }

  async #inThread(job: Job, call: PooledCall): Promise<JobResult> {
    this.#requireOpen(call);
    const waiting: Waiting = { ...Promise.withResolvers<JobResult>(), job };
    if (!this.#hasRoom() && this.#waiting.length >= this.#waitingMax)
      throw new FilterPoolFull(`${this.#waitingMax} inputs wait for the filter`);
    const giveUp = (): void => {
      const place = this.#waiting.indexOf(waiting);
      if (place >= 0) this.#waiting.splice(place, 1);
      waiting.reject(call.signal?.reason);
    };
    call.signal?.addEventListener('abort', giveUp, { once: true });
    try {
      this.#waiting.push(waiting);
      this.#next();
      return await waiting.promise;
    } finally {
      call.signal?.removeEventListener('abort', giveUp);
    }
  }

  #hasRoom(): boolean {
    return this.#idle.length > 0 || this.#busy.size < this.#threadsMax;
  }

  #next(): void {
    if (this.#closed || this.#waiting.length === 0 || !this.#hasRoom()) return;
    const waiting = this.#waiting.shift();
    if (waiting === undefined) return;
    const thread = this.#idle.pop() ?? new FilterThread(this.#options);
    if (thread.ended) {
      this.#waiting.unshift(waiting);
      this.#next();
      return;
    }
    this.#busy.add(thread);
    void this.#serve(thread, waiting);
  }

  async #serve(thread: FilterThread, { job, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(await thread.run(job));
    } catch (error) {
      reject(this.#closed ? new FilterPoolClosed('the filter pool is closed') : error);
    } finally {
      this.#busy.delete(thread);
      if (!thread.ended) this.#idle.push(thread);
      this.#next();
    }
  }
}

/** A view takes all of the memory behind it along to a thread, and with a pooled `Buffer` that is not only the key. */
function copied({ tokenise, hash }: FilterKeys = {}): FilterKeys {
  return {
    ...(tokenise && { tokenise: copiedKey(tokenise) }),
    ...(hash && { hash: copiedKey(hash) }),
  };
}

function copiedKey(key: Uint8Array | KeyRing): Uint8Array | KeyRing {
  if (!('versions' in key)) return Uint8Array.from(key);
  const versions = Array.from(key.versions, ([version, bytes]) => [version, Uint8Array.from(bytes)] as const);
  return { current: key.current, versions: new Map(versions) };
}

/** UTF-16 code units of all names and strings, and a few for each value; stops counting above `most`. */
function costOf(value: JsonValue, most: number): number {
  const open: JsonValue[] = [value];
  let cost = 0;
  for (let node = open.pop(); node !== undefined && cost <= most; node = open.pop()) {
    cost += typeof node === 'string' ? node.length + VALUE_COST : VALUE_COST;
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, item] of Object.entries(node)) {
      cost += Array.isArray(node) ? 0 : name.length;
      open.push(item);
    }
  }
  return cost;
}

/** What a value costs beside its characters, in characters. */
const VALUE_COST = 16;

function whole(name: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`${name} must be a whole number of at least ${least}`);
  return value;
}
