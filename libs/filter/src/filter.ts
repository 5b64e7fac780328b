import type { Transform } from 'node:stream';
import { type FilterRun, filterText } from './filter-text.js';
import { type BatchItem, type BatchOutcome, filterBatch } from './input/filter-batch.js';
import { type CsvOptions, filterCsv } from './input/filter-csv.js';
import { filterJson } from './input/filter-json.js';
import { defaultLimits, type FilterLimits } from './limits.js';
import type { Pack } from './packs/pack.js';
import { standardPacks } from './packs/standard-packs.js';
import { type PackFault, testPacks } from './packs/test-packs.js';
import type { FilterKeys } from './policy/filter-keys.js';
import { defaultPolicy, type Policy } from './policy/policy.js';
import { Pseudonyms } from './policy/pseudonyms.js';
import type { CsvResult, JsonResult, JsonValue, TextResult } from './result.js';
import { compilePacks, type Program } from './scan/compile.js';
import { EventFilter, type EventsOptions } from './stream/filter-events.js';
import { filterParts, filterTransform, type TransformOptions } from './stream/filter-stream.js';
import type { StreamOptions } from './stream/stream-options.js';
import { type StreamPiece, TextStream } from './stream/text-stream.js';
import { utf8Transform } from './stream/utf8-transform.js';

export interface FilterOptions {
  /** Default: all packs of this library. */
  readonly packs?: readonly Pack[];
  readonly limits?: Partial<FilterLimits>;
}

interface Keyed {
  /** For a policy that tokenises or hashes. */
  readonly keys?: FilterKeys;
}

/**
 * Finds personal data and secrets and treats them by a policy, in one linear pass. Made once, used by everybody: it
 * keeps nothing of what it has seen. Each method throws `FilterLimitExceeded` when the input is more than the limits
 * allow, and `FilterKeyUnfit` when the policy tokenises or hashes and the key for it is not there; then nothing was
 * filtered, and nothing may pass on.
 *
 * ```ts
 * const filter = new Filter();
 * filter.text('card 4111 1111 1111 1111').output; // 'card 4111 11** **** 1111'
 * ```
 */
export class Filter {
  #packs: readonly Pack[];
  #program: Program;
  readonly #limits: FilterLimits;

  constructor({ packs = standardPacks, limits }: FilterOptions = {}) {
    this.#packs = packs;
    this.#program = compilePacks(packs);
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * Puts other packs in the place of those in use. They are compiled and tested aside: when there are faults nothing
   * changes. Calls and streams under way finish with the packs they began with. A pack in use is not tested again.
   */
  replacePacks(packs: readonly Pack[]): readonly PackFault[] {
    const faults = testPacks(packs, new Set(this.#packs));
    if (faults.length > 0) return faults;
    this.#program = compilePacks(packs);
    this.#packs = packs;
    return [];
  }

  text(text: string, policy: Policy = defaultPolicy, keys?: FilterKeys): TextResult {
    return filterText(this.#run(policy, keys), text);
  }

  /** A value as `JSON.parse` makes it; see `JsonResult` for what becomes of it. */
  json(value: JsonValue, policy: Policy = defaultPolicy, keys?: FilterKeys): JsonResult {
    return filterJson(this.#run(policy, keys), value);
  }

  /** A text in CSV (RFC 4180) as a whole. Throws a `RangeError` for a delimiter that cannot be one. */
  csv(text: string, policy: Policy = defaultPolicy, { keys, ...options }: CsvOptions & Keyed = {}): CsvResult {
    return filterCsv(this.#run(policy, keys), text, options);
  }

  batch(
    items: readonly BatchItem[],
    policy: Policy = defaultPolicy,
    keys?: FilterKeys,
  ): Promise<readonly BatchOutcome[]> {
    const run = this.#run(policy, keys);
    const look = (item: BatchItem): TextResult | JsonResult =>
      'text' in item ? filterText(run, item.text) : filterJson(run, item.json);
    return filterBatch(this.#limits, items, look);
  }

  /** Takes a text in parts; see `TextStream`. One object for each text. */
  stream(policy: Policy = defaultPolicy, options?: StreamOptions): TextStream {
    return new TextStream(this.#run(policy, options?.keys), options);
  }

  /** The pieces of a text whose parts come one by one, such as the answer of a model; see `TextStream`. */
  parts(
    parts: AsyncIterable<string> | Iterable<string>,
    policy: Policy = defaultPolicy,
    options?: StreamOptions,
  ): AsyncGenerator<StreamPiece, void, undefined> {
    return filterParts(this.#run(policy, options?.keys), parts, options);
  }

  /** A Node.js stream of UTF-8 that lets through what may pass: `source.pipe(filter.transform()).pipe(target)`. */
  transform(policy: Policy = defaultPolicy, options?: TransformOptions): Transform {
    return filterTransform(this.#run(policy, options?.keys), options);
  }

  /** The same for `text/event-stream`, event by event; see `EventFilter`. A value parted over two events is not found. */
  events(policy: Policy = defaultPolicy, options?: EventsOptions): Transform {
    return utf8Transform(new EventFilter(this.#run(policy, options?.keys), options));
  }

  #run(policy: Policy, keys?: FilterKeys): FilterRun {
    const pseudonyms = new Pseudonyms(policy, keys ?? {});
    return { program: this.#program, limits: this.#limits, policy, pseudonyms };
  }
}
