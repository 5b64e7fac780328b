import { looksDrawn, looksLikePassword } from '../check/secret-likeness.js';
import { ASSIGNED_VALUE_MAX, assignedValue, saidValue } from './assigned-value.js';
import { standsInVectors } from '../check/test-vectors.js';
import { isAt, runEnd, runStart } from './characters.js';
import type { Verify } from './verify.js';

/** A secret without a form of its own, told by the name it is given and by looking like one. */
export interface AssignmentPattern {
  readonly kind: 'assignment';
  /** Where to look, in lower case: found in capitals and with a capital first too. */
  readonly stems: readonly string[];
  /** Last words of names that a secret has, in lower case with spaces: `api key` is `API_KEY`, `apiKey`, `x-api-key`. */
  readonly names: readonly string[];
  /** `password`: made by a person, six characters or more. `key`: made by a machine, sixteen or more. */
  readonly value: 'password' | 'key';
  readonly score: number;
}

export function assignmentAnchors({ stems }: AssignmentPattern): readonly string[] {
  const spelt = (stem: string): string[] => [stem, stem.toUpperCase(), stem.charAt(0).toUpperCase() + stem.slice(1)];
  return [...new Set(stems.flatMap(spelt))];
}

export function verifyAssignment({ names, value: kind, score }: AssignmentPattern): Verify {
  const isSecretName = secretName(names);
  const isSecret = likeness(kind);
  return ({ text, meter }, { start: stemStart, end: stemEnd }) => {
    if (!beginsWord(text, stemStart, stemEnd)) return undefined;
    const runsFrom = runStart(text, stemStart, 'base64url', NAME_SIDE_MAX);
    const nameStart =
      runsFrom < stemStart && ESCAPE.test(text.slice(runsFrom - 1, runsFrom + 1)) ? runsFrom + 1 : runsFrom;
    const nameEnd = runEnd(text, stemEnd, 'base64url', NAME_SIDE_MAX);
    meter.spend(nameEnd - nameStart);
    if (nameEnd - stemEnd === NAME_SIDE_MAX || !isSecretName(wordsOf(text.slice(nameStart, nameEnd)))) return undefined;

    const value =
      assignedValue(text, nameStart, nameEnd) ?? (kind === 'password' ? saidValue(text, nameEnd) : undefined);
    meter.spend((value?.end ?? nameEnd) - nameEnd);
    if (!value || value.end - nameEnd > ASSIGNED_VALUE_MAX) return undefined;
    if (!value.quoted && CODE_BEHIND.has(text.charAt(value.end))) return undefined;
    if (!isSecret(text.slice(value.start, value.end), value.quoted)) return undefined;
    if (standsInVectors(text, value.start, value.end, meter)) return undefined;
    return { start: value.start, end: value.end, score, evidence: ['context', 'random'] };
  };
}

/** The same for a value of its own, such as a JSON value, whose name is the last of its context. */
export function verifyNamed({ names, value: kind, score }: AssignmentPattern): Verify {
  const isSecretName = secretName(names);
  const isSecret = likeness(kind);
  return ({ text, context, meter }, { start, end }) => {
    if (end - start > NAMED_VALUE_MAX || !isSecretName(wordsOf(context))) return undefined;
    meter.spend(end - start);
    if (!isSecret(text.slice(start, end), true)) return undefined;
    return { start, end, score, evidence: ['context', 'random'] };
  };
}

/** As long as a value in a text may be. */
const NAMED_VALUE_MAX = 512;

function secretName(names: readonly string[]): (words: string) => boolean {
  // One expression a name: what each may cost can be told, of all in one it cannot.
  const expressions = names.map((name) => new RegExp(`(?:^| )(?:${name})$`));
  const isName = (words: string): boolean => expressions.some((expression) => expression.test(words));
  return (words) => isName(words) || (QUALIFIED.test(words) && isName(unqualified(words)));
}

function likeness(kind: AssignmentPattern['value']): (value: string, quoted: boolean) => boolean {
  return kind === 'password' ? looksLikePassword : looksDrawn;
}

const NAME_SIDE_MAX = 24;
/** A call, an index, a template: what stands there makes the value and is not it. */
const CODE_BEHIND: ReadonlySet<string> = new Set(['(', '[', '{']);

/** A short stem begins a word (`pw`, `my_pw`, `myPw`); a longer one may be written together with what is before it. */
function beginsWord(text: string, start: number, end: number): boolean {
  if (end - start > 3 || !isAt(text, start - 1, 'letter')) return true;
  return isAt(text, start, 'upper') && !isAt(text, start - 1, 'upper');
}

/** `secret_key_base`, `passwordProd`, `token_for_ci`: which of several it is, not what it is. */
function unqualified(words: string): string {
  return words.replace(PURPOSE, '').replace(QUALIFIED, '');
}

const PURPOSE = / for(?: [^ ]{1,16}){1,3}$/;
const QUALIFIED =
  / (?:base|prod|production|dev|development|staging|stage|qa|live|sandbox|local|old|new|current|previous|prev|next|default|main|primary|secondary|backup|master|raw|plain|clear|text|value|val|string|str|v|for(?: [^ ]{1,16}){1,3})$/;
/** `\\tpassword`: the letter of an escape is no part of the name. */
const ESCAPE = /^\\[tnr]$/;

function wordsOf(name: string): string {
  return name.replace(CAMEL_CASE, ' ').replace(NO_LETTERS, ' ').trim().toLowerCase();
}

const CAMEL_CASE = /(?<=[a-z0-9])(?=[A-Z])/g;
const NO_LETTERS = /[^\p{L}]+/gu;
