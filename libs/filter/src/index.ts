export { complianceReport, type ComplianceReport, policyFor, type RequirementReport } from './compliance/compliance.js';
export type { CompliancePreset, Requirement } from './compliance/preset.js';
export { ccpa, compliancePresets, gdpr, hipaa, pciDss } from './compliance/presets.js';
export {
  type CredentialFile,
  evaluateCredentialLines,
  type LineEvaluation,
  type LineMistake,
} from './evaluate/credential-lines.js';
export { customPack, type CustomPackResult } from './custom/custom-pack.js';
export type { ImportNote } from './custom/gitleaks-fields.js';
export { type GitleaksImport, importGitleaksRules } from './custom/gitleaks-rules.js';
export { type CustomPattern, type PatternFault } from './custom/custom-pattern.js';
export { severities, type Severity } from './packs/pack.js';
export { type DataSet, readDataSets } from './evaluate/data-sets.js';
export { evaluate, type Evaluation, type Mistake, type SpanScore } from './evaluate/evaluate.js';
export { type AttackRequest, evaluateRequests, type RequestEvaluation } from './evaluate/attack-requests.js';
export type { Score } from './evaluate/score.js';
export type { Interval, Intervals } from './evaluate/bootstrap.js';
export type { GoldDocument, GoldSpan, RecognizerRow } from './evaluate/gold.js';
export { type Halves, splitInHalves } from './evaluate/halves.js';
export {
  type PresidioDocument,
  type PresidioRecognizerTests,
  readPresidioDocuments,
  readPresidioRecognizerTests,
  type TypeNames,
} from './evaluate/presidio-formats.js';
export { evaluateRows, type RowEvaluation, type RowMistake } from './evaluate/recognizer-rows.js';
export type { Figures, Tally } from './evaluate/tally.js';
export { Filter, type FilterOptions } from './filter.js';
export type { BatchItem, BatchOutcome } from './input/filter-batch.js';
export type { CsvOptions } from './input/filter-csv.js';
export { defaultLimits, type FilterLimit, FilterLimitExceeded, type FilterLimits } from './limits.js';
export type { Family, MaskShape, Pack, Pattern, Rule } from './packs/pack.js';
export { businessPack } from './packs/business.pack.js';
export { type Dictionary, dictionaryPack, type HashedList, hashedListPack } from './packs/own-lists.js';
export { looseDocumentsPack } from './packs/loose-documents.pack.js';
export { maliciousPacks } from './packs/malicious-packs.js';
export { organisationsPack } from './packs/organisations.pack.js';
export { peoplePack } from './packs/people.pack.js';
export { placesPack } from './packs/places.pack.js';
export { type ProfanityLanguage, profanityPack, profanityPackOf } from './packs/profanity.pack.js';
export { prosePacks } from './packs/prose-packs.js';
export { standardPacks } from './packs/standard-packs.js';
export { type PackFault, testPacks } from './packs/test-packs.js';
export { actionOf, decide, decidedBy, strongest } from './policy/decide.js';
export { type FilterKeys, FilterKeyUnfit, type KeyRing, needsKeys } from './policy/filter-keys.js';
export { type Action, actions, defaultPolicy, type Policy, type Treatment } from './policy/policy.js';
export { restore, type Restored, restoreJson, restoreText, type RestoreOptions } from './policy/restore.js';
export { sanitiseText, type Sink, sinks } from './policy/sanitise.js';
export type { CsvEntity, CsvResult, Entity, JsonEntity, JsonResult, JsonValue, TextResult } from './result.js';
export type { EventsOptions } from './stream/filter-events.js';
export { StreamBlocked, type TransformOptions } from './stream/filter-stream.js';
export { defaultStreamOptions, type StreamOptions } from './stream/stream-options.js';
export type { StreamPiece, TextStream } from './stream/text-stream.js';
export type { Range, Span } from './text/spans.js';
export type { ViewName } from './text/view.js';
export { hashEntry } from './verify/hashed-list.js';
export type { Evidence } from './verify/verify.js';
