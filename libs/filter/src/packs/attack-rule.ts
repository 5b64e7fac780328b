import type { Form } from '../verify/phrase.js';
import type { Rule } from './pack.js';

interface Attack {
  readonly id: string;
  readonly type: string;
  readonly score: number;
  readonly forms: readonly Form[];
  readonly examples: readonly string[];
  readonly counterExamples: readonly string[];
}

/** A rule of the family `malicious`. Of an attack nothing is worth keeping when it is masked. */
export function attackRule({ forms, score, ...facts }: Attack): Rule {
  return {
    ...facts,
    family: 'malicious',
    pattern: { kind: 'phrase', forms, score },
    mask: { keepFirst: 0, keepLast: 0, hideMin: 0, separators: '' },
  };
}

/** Up to here a value has not begun: the text, a parameter, a property, a header or a command begins behind it. */
export const VALUE_BEGINS = String.raw`(?:^|[=&?:;|\n"'\x60(\[{,>])[\s+"'(]{0,3}`;

/** Lists of words are read as lines of them. */
export function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
