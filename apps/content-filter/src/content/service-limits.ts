import { TEXT_LENGTH_MAX } from '@strongroom/contracts';
import { type FilterLimits } from '@strongroom/filter';

/** Smaller than the library's: an answer, with a third of a kilobyte a finding, has to fit into one message. */
export const serviceLimits = {
  textLengthMax: TEXT_LENGTH_MAX,
  jsonNodesMax: 20_000,
  findingsMax: 2_000,
} satisfies Partial<FilterLimits>;

/** Of all items of a batch together. */
export const BATCH_FINDINGS_MAX = 4_000;
