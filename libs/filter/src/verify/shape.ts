import { isAt } from './characters.js';

/**
 * Shapes of numbers as data: `9` is a digit, `A` a letter, `X` a letter or digit, `_` a space or hyphen, `~` one or
 * nothing, and any other mark or small letter is itself (a small letter in any case). `AA999999A` and `999-99-9999` are shapes.
 */
export function shapeEnd(text: string, start: number, shape: string): number | undefined {
  let at = start;
  for (let index = 0; index < shape.length; index++) {
    const wanted = shape.charAt(index);
    if (wanted === '~') {
      const mark = text.charAt(at);
      if (mark === ' ' || mark === '-') at++;
      continue;
    }
    if (!isOne(text, at, wanted)) return undefined;
    at++;
  }
  return at;
}

function isOne(text: string, at: number, wanted: string): boolean {
  switch (wanted) {
    case '9':
      return isAt(text, at, 'digit');
    case '0':
      return text.charAt(at) === '0';
    case 'A':
      return isAt(text, at, 'letter') || UMLAUT.test(text.charAt(at));
    case 'X':
      return isAt(text, at, 'alphanumeric');
    case '_':
      return text.charAt(at) === ' ' || text.charAt(at) === '-';
    default:
      return text.charAt(at).toLowerCase() === wanted;
  }
}

const UMLAUT = /[äöü]/i;

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
}

type Ahead = 'end' | 'letter' | 'hyphen' | 'dot' | 'colon' | 'space' | 'slash';

/** Which first runs of digits can begin a number of the shape. An anchor that no shape wants is not looked at. */
export function shapeRuns(shape: string): ShapeRuns {
  const [, fixed = '', open = '', rest = ''] = /^([^9X0]*)(X*)(.*)$/.exec(shape) ?? [];
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
    if (wanted === '9' || wanted === '0') {
      length++;
    } else if (wanted === '~') {
      runs.push({ lengths: [length, length], ahead: ['hyphen', 'space'] });
    } else if (wanted === 'X') {
      const most = length + rest.slice(index).replaceAll('~', '').length;
      return [...runs, { lengths: [length, most], ahead: ['letter'] }, { lengths: [most, most], ahead: ['end'] }];
    } else {
      return [...runs, { lengths: [length, length], ahead: aheadOf(wanted) }];
    }
  }
  return [...runs, { lengths: [length, length], ahead: ['end'] }];
}

/** Numbers with letters in any place that have a single run of digits have a long one: `v1` begins none of them. */
const LAST_RUN_MIN = 4;

function openRuns(open: number, rest: string): readonly FirstRun[] {
  const most = open + rest.replaceAll('~', '').length;
  return [
    { lengths: [1, most], ahead: ['letter'] },
    { lengths: [Math.min(LAST_RUN_MIN, most), most], ahead: ['end'] },
  ];
}

function aheadOf(wanted: string): readonly Ahead[] {
  if (wanted === '_') return ['hyphen', 'space'];
  return [marks[wanted] ?? (/[Aa-z]/.test(wanted) ? 'letter' : 'end')];
}

const marks: Readonly<Record<string, Ahead>> = { '-': 'hyphen', '.': 'dot', ':': 'colon', ' ': 'space', '/': 'slash' };
