import type { FilterKeys } from '../policy/filter-keys.js';

/** How much of a stream is read at once. Streams with equal options give equal output, however they are split. */
export interface StreamOptions {
  /** UTF-16 code units that are settled in one go. Less comes out sooner and costs more: each look repeats the reach. */
  readonly segmentLength?: number;
  /**
   * UTF-16 code units that a look reaches back before a segment and on behind it. So much is held back. What is longer
   * than this, as it is written, may be missed where two segments meet.
   */
  readonly reachLength?: number;
  /** For a policy that tokenises or hashes. */
  readonly keys?: FilterKeys;
}

type StreamLengths = Required<Pick<StreamOptions, 'segmentLength' | 'reachLength'>>;

/** A signed token of the greatest length that the rules read (three segments of 8,192) fits into the reach. */
export const defaultStreamOptions: StreamLengths = { segmentLength: 262_144, reachLength: 32_768 };

/** Throws a `RangeError` for lengths that are no positive whole numbers. */
export function completeStreamOptions({
  segmentLength = defaultStreamOptions.segmentLength,
  reachLength = defaultStreamOptions.reachLength,
}: StreamOptions): StreamLengths {
  for (const [name, value] of Object.entries({ segmentLength, reachLength })) {
    if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} must be a positive whole number`);
  }
  return { segmentLength, reachLength };
}
