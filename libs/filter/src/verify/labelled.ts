import { nationalNumberCheck } from '../check/national-number.js';
import { isAt } from './characters.js';
import type { Evidence, Verify } from './verify.js';

/**
 * A value without a form of its own, told by the words before it: `CPF: 216.957.677-05`, `{ "cpf": … }`. Nothing is looked
 * at but what stands behind a label, so a hundred such rules cost texts without their labels nothing.
 */
export interface LabelledPattern {
  readonly kind: 'labelled';
  /** Lower case, found in any case; what is not ASCII is found as it is written here. Three characters or more. */
  readonly labels: readonly string[];
  readonly value: LabelledValue;
  /** Only the name of a value is asked, such as the key of a JSON value: in texts the label stands before anything. */
  readonly onNames?: boolean;
  readonly score: number;
}

export type LabelledValue =
  /** What the library validates, written with spaces and marks or not. */
  | { readonly number: string }
  /** The source of a regular expression of which every quantifier has a bound, without regard to case unless asked. */
  | { readonly form: string; readonly caseMatters?: boolean };

/** Accents are left away by many, and by the view in which combining marks are: `numero` is `número`. */
export function labelAnchors({ labels }: LabelledPattern): readonly string[] {
  return [...new Set(labels.flatMap((label) => [label, label.normalize('NFD').replaceAll(/\p{M}/gu, '')]))];
}

export function verifyLabelled({ value, score }: LabelledPattern): Verify {
  const lengthOf = valueReader(value);
  const evidence = evidenceOf(value);
  return ({ text, meter }, { end: labelEnd }) => {
    if (isAt(text, labelEnd, 'alphanumeric')) return undefined;
    const window = text.slice(labelEnd, labelEnd + BEHIND_MAX);
    const gap = GAP.exec(window)?.[0].length ?? 0;
    meter.spend(gap + 1);
    if (gap === 0) return undefined;
    const length = lengthOf(window.slice(gap));
    meter.spend(length);
    const start = labelEnd + gap;
    return length === 0 ? undefined : { start, end: start + length, score, evidence };
  };
}

/** The same for a value of its own, whose name says what it is. */
export function verifyLabelledValue({ value, score }: LabelledPattern): Verify {
  const lengthOf = valueReader(value);
  const evidence = evidenceOf(value);
  return ({ text, meter }, { start, end }) => {
    if (end - start > BEHIND_MAX) return undefined;
    meter.spend(end - start);
    return lengthOf(text.slice(start, end)) === end - start ? { start, end, score, evidence } : undefined;
  };
}

const BEHIND_MAX = 72;
/** What may stand between a label and its value: `no. `, `": "`, ` number is `, `=`. */
const GAP =
  /^(?:["'\])]{0,2}[ \t.]{0,2}(?:(?:no|nr|num|number|nummer|numero|número|code|id|is|was|ist|es|est)\b[.:]?[ \t]{0,2}){0,3}["']?[ \t]{0,3}[:=#–-]{0,2}[ \t]{0,3}["']?)/i;

function evidenceOf(value: LabelledValue): readonly Evidence[] {
  return 'number' in value ? ['context', 'checksum'] : ['context'];
}

/** How many of the first characters are the value; 0 when none are. */
function valueReader(value: LabelledValue): (text: string) => number {
  if ('number' in value) return numberReader(nationalNumberCheck(value.number));
  const form = new RegExp(`^(?:${value.form})(?![\\p{L}\\p{N}])`, value.caseMatters ? 'u' : 'iu');
  return (text) => form.exec(text)?.[0].length ?? 0;
}

/** The longest run of groups that is valid: a word behind a number is not part of it. */
function numberReader(isValid: (text: string) => boolean): (text: string) => number {
  return (text) => {
    const run = GROUPS.exec(text)?.[0] ?? '';
    if (!HAS_DIGITS.test(run)) return 0;
    let candidate = run;
    while (candidate !== '') {
      if (isValid(candidate)) return candidate.length;
      candidate = candidate.slice(0, Math.max(0, candidate.search(LAST_GROUP)));
    }
    return 0;
  };
}

const GROUPS = /^[\p{L}\p{N}]{1,20}(?:[ .,/-][\p{L}\p{N}]{1,20}){0,7}/u;
const LAST_GROUP = /[ .,/-][\p{L}\p{N}]{1,20}$/u;
const HAS_DIGITS = /\d[ .,/-]?\d[ .,/-]?\d/;
