/** What one call may cost. A caller who needs more splits the input or raises the limit knowingly. */
export interface FilterLimits {
  /** UTF-16 code units of one text, and of all the strings of one JSON value together. */
  readonly textLengthMax: number;
  /** How deep arrays and objects of a JSON value may be nested. */
  readonly jsonDepthMax: number;
  /** Values and property names of one JSON value. */
  readonly jsonNodesMax: number;
  /** UTF-16 code units of the JSON Pointer to a finding: one long name over many findings would be repeated for each. */
  readonly pathLengthMax: number;
  readonly batchItemsMax: number;
  /** Findings of one text: a text with more is a dump, not a message. */
  readonly findingsMax: number;
  /** Characters looked at, per character given. Hostile input stays below it: what is escaped three times over takes 49, plain text 5. This is the second net. */
  readonly stepsPerCharacterMax: number;
}

export const defaultLimits: FilterLimits = {
  textLengthMax: 1_048_576,
  jsonDepthMax: 64,
  jsonNodesMax: 100_000,
  pathLengthMax: 4_096,
  batchItemsMax: 1_000,
  findingsMax: 10_000,
  stepsPerCharacterMax: 64,
};

export type FilterLimit = keyof FilterLimits;

/** The input is more than the limits allow. Nothing was filtered, so nothing of it may pass on. Holds no input. */
export class FilterLimitExceeded extends Error {
  override readonly name = 'FilterLimitExceeded';

  constructor(
    readonly limit: FilterLimit,
    readonly max: number,
  ) {
    super(`the input exceeds ${limit} (${max})`);
  }
}
