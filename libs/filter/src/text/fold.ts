import { isAscii } from './ascii.js';
import type { View, ViewName } from './view.js';
import { ViewBuilder } from './view-builder.js';

/**
 * Undoes what makes a number or a key look the same to a person and different to a rule: full-width, mathematical and
 * circled letters and digits, digits of any script, every kind of space and dash, invisible and combining characters.
 * Letters of other scripts stay what they are. Answers nothing when the view has nothing to fold.
 */
export function fold(view: View, name: ViewName): View | undefined {
  const { text } = view;
  let builder: ViewBuilder | undefined;
  let kept = 0;
  if (isAscii(text)) return undefined;
  for (const { index, 0: character } of text.matchAll(NOT_ASCII)) {
    const folded = foldCharacter(character);
    if (folded === character) continue;
    builder ??= new ViewBuilder(view);
    builder.keep(kept, index);
    kept = index + character.length;
    if (folded !== '') builder.put(folded, index, kept);
    else if (COMBINING.test(character)) builder.attach(kept);
    else builder.skip();
  }
  builder?.keep(kept, text.length);
  return builder?.build(name);
}

const NOT_ASCII = /[^\0-\x7f]/gu;
/** Marks that any letter may wear. The vowel signs of Indic and other scripts are letters in their own right and stay. */
const COMBINING = /^(?=\p{M})\p{Script=Inherited}$/u;
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}]$/u;
const SPACE = /^\p{Zs}$/u;
const DASH = /^[\p{Pd}\u2212\u2043]$/u;
const DECIMAL_DIGIT = /^\p{Nd}$/u;
const ASCII_PRINTABLE = /^[!-~]$/;

const known = new Map<string, string>();
/** A text in one script has a few hundred characters; more than this is somebody filling our memory. */
const KNOWN_MAX = 8_192;

/** What to read instead of a non-ASCII character: itself, one ASCII character, or nothing. */
function foldCharacter(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  const folded = computeFold(character);
  if (known.size < KNOWN_MAX) known.set(character, folded);
  return folded;
}

function computeFold(character: string): string {
  if (INVISIBLE.test(character) || COMBINING.test(character)) return '';
  if (SPACE.test(character)) return ' ';
  if (DASH.test(character)) return '-';
  if (DECIMAL_DIGIT.test(character)) return String(digitValue(character));
  const compatible = character.normalize('NFKC');
  return ASCII_PRINTABLE.test(compatible) ? compatible : character;
}

/** Decimal digits stand in runs of ten (Unicode 16, section 4.6), so the place in the run is the value. */
function digitValue(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (DECIMAL_DIGIT.test(String.fromCodePoint(first - 1))) first--;
  return (code - first) % 10;
}
