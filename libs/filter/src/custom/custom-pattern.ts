import { type Family, type Severity } from '../packs/pack.js';
import { compileRe2 } from '../verify/re2.js';

/** A pattern of somebody's own: data, as it comes from a file or a tenant. */
export interface CustomPattern {
  /** `acme.contract`: small letters, digits, hyphens and dots. */
  readonly id: string;
  readonly family: Family;
  /** What it finds: `ACME_CONTRACT`. */
  readonly type: string;
  /** In the syntax of RE2, at most 4,096 characters. `^` and `$` are the ends of a line. */
  readonly pattern: string;
  /**
   * Texts of which one stands in the line of every match: two characters of ASCII or more, in any case. Only lines
   * with one are read.
   */
  readonly keywords: readonly string[];
  /** Set where there are no keywords: then each line is read, at a cost some hundred times that of other rules. */
  readonly everyLine?: boolean;
  /** As for `ExpressionPattern`. */
  readonly group?: number;
  /** With what must be found between `⟦` and `⟧`. */
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
  readonly severity?: Severity;
}

/** One reason why a pattern is not taken. Holds nothing of its examples. */
export interface PatternFault {
  readonly id: string;
  readonly field: string;
  readonly problem: string;
}

type Fault = Omit<PatternFault, 'id'>;

/** What can be told without running a pattern; nothing is wrong when there is none. */
export function checkPattern(pattern: CustomPattern, examplesMin: 0 | 1): readonly Fault[] {
  return [
    ...fault(
      pattern.id.length > ID_LENGTH_MAX || !ID.test(pattern.id),
      'id',
      'must be names of small letters, digits and hyphens, with dots between them',
    ),
    ...fault(!TYPE.test(pattern.type), 'type', 'must be capital letters, digits and underscores'),
    ...checkExpression(pattern),
    ...checkKeywords(pattern),
    ...checkTexts(pattern, 'examples', examplesMin),
    ...checkTexts(pattern, 'counterExamples', examplesMin),
  ];
}

const ID_LENGTH_MAX = 128;
const ID = /^[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*$/;
const TYPE = /^[A-Z][A-Z0-9_]{0,63}$/;
const EXPRESSION_LENGTH_MAX = 4_096;
/** RE2 takes as many steps a character as an expression has instructions, at worst. */
const INSTRUCTIONS_MAX = 4_096;

function fault(isWrong: boolean, field: string, problem: string): readonly Fault[] {
  return isWrong ? [{ field, problem }] : [];
}

function checkExpression({ pattern, group = 0 }: CustomPattern): readonly Fault[] {
  if (pattern.length > EXPRESSION_LENGTH_MAX)
    return [{ field: 'pattern', problem: `is longer than ${EXPRESSION_LENGTH_MAX} characters` }];
  try {
    const compiled = compileRe2(pattern);
    return [
      ...fault(compiled.programSize() > INSTRUCTIONS_MAX, 'pattern', `takes over ${INSTRUCTIONS_MAX} instructions`),
      ...fault(compiled.test(''), 'pattern', 'matches the empty text'),
      ...fault(!(group >= 0 && group <= compiled.groupCount()), 'group', 'is no group of the pattern'),
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown';
    return [{ field: 'pattern', problem: `is no expression of RE2: ${reason}` }];
  }
}

const KEYWORD = /^[\x20-\x7e]{2,64}$/;
const KEYWORDS_MAX = 64;

function checkKeywords({ keywords, everyLine = false }: CustomPattern): readonly Fault[] {
  return [
    ...fault(keywords.length === 0 && !everyLine, 'keywords', 'has no literal, and everyLine is not set'),
    ...fault(keywords.length > 0 && everyLine, 'everyLine', 'is set although there are keywords'),
    ...fault(keywords.length > KEYWORDS_MAX, 'keywords', `has more than ${KEYWORDS_MAX}`),
    ...keywords.flatMap((keyword, index) =>
      fault(!KEYWORD.test(keyword), `keywords[${index}]`, 'must be 2 to 64 characters of ASCII'),
    ),
  ];
}

const TEXTS_MAX = 64;
const TEXT_LENGTH_MAX = 8_192;

function checkTexts(pattern: CustomPattern, field: 'examples' | 'counterExamples', countMin: number): readonly Fault[] {
  const texts = pattern[field];
  return [
    ...fault(texts.length < countMin, field, 'has none'),
    ...fault(texts.length > TEXTS_MAX, field, `has more than ${TEXTS_MAX}`),
    ...texts.flatMap((text, index) =>
      fault(text.length > TEXT_LENGTH_MAX, `${field}[${index}]`, `is longer than ${TEXT_LENGTH_MAX} characters`),
    ),
  ];
}
