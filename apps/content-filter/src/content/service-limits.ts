import { TEXT_LENGTH_MAX } from '@strongroom/contracts';
import { type FilterLimits } from '@strongroom/filter';

/** Smaller than the library's: nobody waits behind a single call for long. */
export const serviceLimits = {
  textLengthMax: TEXT_LENGTH_MAX,
  jsonNodesMax: 20_000,
  findingsMax: 2_000,
} satisfies Partial<FilterLimits>;
