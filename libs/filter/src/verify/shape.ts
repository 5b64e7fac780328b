/** Where what begins at `start` ends, if it has the shape. */
type ShapeEnd = (text: string, start: number) => number | undefined;

/**
 * Shapes of numbers as data: `9` is a digit, `A` a letter, `X` a letter or digit, `_` a space or hyphen, `~` one or
 * nothing, and any other mark or small letter is itself (a small letter in any case). `AA999999A` and `999-99-9999` are shapes.
 */
export function shapeReader(shape: string): ShapeEnd {
  const wanted = Array.from(shape, (character) => kindsByName[character] ?? 0);
  const literals = Array.from(shape, (character) => character.charCodeAt(0));
  return (text, start) => {
    let at = start;
    for (let index = 0; index < wanted.length; index++) {
      const code = at < text.length ? text.charCodeAt(at) : 0;
      const kinds = wanted[index] ?? 0;
      const isOne = kinds === 0 ? smallOf(code) === literals[index] : ((kindOf[code] ?? 0) & kinds) !== 0;
      if (isOne) at++;
      else if ((kinds & MAY_BE_MISSING) === 0) return undefined;
    }
    return at;
  };
}

const DIGIT = 1;
const ZERO = 2;
const LETTER = 4;
const UMLAUT = 8;
const GAP = 16;
const MAY_BE_MISSING = 32;

const kindsByName: Readonly<Record<string, number>> = {
  '9': DIGIT,
  '0': ZERO,
  A: LETTER | UMLAUT,
  X: LETTER | DIGIT,
  _: GAP,
  '~': GAP | MAY_BE_MISSING,
};

/** The kinds of each character of Latin-1: a shape is read without a comparison of strings. */
const kindOf = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  return (
    (/[0-9]/.test(character) ? DIGIT : 0) |
    (character === '0' ? ZERO : 0) |
    (/[A-Za-z]/.test(character) ? LETTER : 0) |
    (/[äöü]/i.test(character) ? UMLAUT : 0) |
    (/[ -]/.test(character) ? GAP : 0)
  );
});

function smallOf(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

export interface ShapeRuns {
  /** How many characters may stand before the first run of digits. */
  readonly leads: readonly number[];
  /** Whether a mark, not a letter, may stand right before it. */
  readonly behindMark: boolean;
  readonly runs: readonly FirstRun[];
}

/** How long the first run of digits may be, and what then stands behind it. */
interface FirstRun {
  readonly lengths: readonly [min: number, max: number];
  readonly ahead: readonly Ahead[];
  /** Whether a digit is behind the mark that stands there. */
  readonly goesOn: boolean;
  /** Fewest and most digits behind that mark, where a digit is. */
  readonly next?: readonly [min: number, max: number];
}

type Ahead = 'end' | 'letter' | 'hyphen' | 'dot' | 'colon' | 'space' | 'slash';

/** Which first runs of digits can begin a number of the shape. An anchor that no shape wants is not looked at. */
export function shapeRuns(shape: string): ShapeRuns {
  const [, fixed = '', open = '', rest = ''] = /^([^9X0]*)(X*)(.*)/.exec(shape) ?? [];
  const least = fixed.replaceAll('~', '').length;
  const most = fixed.length + Math.max(0, open.length - (/[90]/.test(rest) ? 0 : 1));
  return {
    leads: Array.from({ length: most - least + 1 }, (_, index) => least + index),
    behindMark: /[^Aa-z]$/.test(fixed),
    runs: open === '' ? closedRuns(rest) : openRuns(open.length, rest),
  };
}

/** Digits come first: every gap that may be missing makes the run longer. */
function closedRuns(rest: string): readonly FirstRun[] {
  const runs: FirstRun[] = [];
  let length = 0;
  for (const [index, wanted] of Array.from(rest).entries()) {
    if (isDigit(wanted)) {
      length++;
    } else if (wanted === '~') {
      runs.push({ lengths: [length, length], ahead: ['hyphen', 'space'], ...goingOn(rest.slice(index + 1)) });
    } else if (wanted === 'X') {
      const most = length + rest.slice(index).replaceAll('~', '').length;
      return [
        ...runs,
        { lengths: [length, most], ahead: ['letter'], goesOn: false },
        { lengths: [most, most], ahead: ['end'], goesOn: false },
      ];
    } else {
      return [...runs, { lengths: [length, length], ahead: aheadOf(wanted), ...goingOn(rest.slice(index + 1)) }];
    }
  }
  return [...runs, { lengths: [length, length], ahead: ['end'], goesOn: false }];
}

/** What follows a mark. A gap may be missing, and a letter or digit be either: then the digits are more. */
function goingOn(rest: string): Pick<FirstRun, 'goesOn' | 'next'> {
  if (!isDigit(rest[0])) return { goesOn: false };
  const [least = ''] = /^[90]+/.exec(rest) ?? [];
  const [most = ''] = /^[90X~]+/.exec(rest) ?? [];
  return { goesOn: true, next: [least.length, most.replaceAll('~', '').length] };
}

function isDigit(wanted: string | undefined): boolean {
  return wanted === '9' || wanted === '0';
}

/** Numbers with letters in any place that have a single run of digits have a long one: `v1` begins none of them. */
const LAST_RUN_MIN = 4;

function openRuns(open: number, rest: string): readonly FirstRun[] {
  const most = open + rest.replaceAll('~', '').length;
  return [
    { lengths: [1, most], ahead: ['letter'], goesOn: false },
    { lengths: [Math.min(LAST_RUN_MIN, most), most], ahead: ['end'], goesOn: false },
  ];
}

function aheadOf(wanted: string): readonly Ahead[] {
  if (wanted === '_') return ['hyphen', 'space'];
  return [marks[wanted] ?? (/[Aa-z]/.test(wanted) ? 'letter' : 'end')];
}

const marks: Readonly<Record<string, Ahead>> = { '-': 'hyphen', '.': 'dot', ':': 'colon', ' ': 'space', '/': 'slash' };
