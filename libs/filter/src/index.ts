export {
  type CredentialFile,
  evaluateCredentialLines,
  type LineEvaluation,
  type LineMistake,
} from './evaluate/credential-lines.js';
export { type DataSet, readDataSets } from './evaluate/data-sets.js';
export { evaluate, type Evaluation, type Mistake, type Score } from './evaluate/evaluate.js';
export type { Interval, Intervals } from './evaluate/bootstrap.js';
export type { GoldDocument, GoldSpan } from './evaluate/gold.js';
export { type Halves, splitInHalves } from './evaluate/halves.js';
export {
  type PresidioDocument,
  type PresidioRecognizerTests,
  readPresidioDocuments,
  readPresidioRecognizerTests,
  type TypeNames,
} from './evaluate/presidio-formats.js';
export type { Figures, Tally } from './evaluate/tally.js';
export { Filter, type FilterOptions } from './filter.js';
export type { BatchItem, BatchOutcome } from './input/filter-batch.js';
export type { CsvOptions } from './input/filter-csv.js';
export { defaultLimits, type FilterLimit, FilterLimitExceeded, type FilterLimits } from './limits.js';
export type { Family, MaskShape, Pack, Pattern, Rule } from './packs/pack.js';
export { maliciousPacks } from './packs/malicious-packs.js';
export { standardPacks } from './packs/standard-packs.js';
export { type FilterKeys, FilterKeyUnfit } from './policy/filter-keys.js';
export { type Action, actions, defaultPolicy, type Policy, type Treatment } from './policy/policy.js';
export { restoreJson, restoreText, type RestoreOptions } from './policy/restore.js';
export { type Sink, sinks } from './policy/sanitise.js';
export type { CsvEntity, CsvResult, Entity, JsonEntity, JsonResult, JsonValue, TextResult } from './result.js';
export type { EventsOptions } from './stream/filter-events.js';
export { StreamBlocked, type TransformOptions } from './stream/filter-stream.js';
export { defaultStreamOptions, type StreamOptions } from './stream/stream-options.js';
export type { StreamPiece, TextStream } from './stream/text-stream.js';
export type { Range, Span } from './text/spans.js';
export type { ViewName } from './text/view.js';
export type { Evidence } from './verify/verify.js';
