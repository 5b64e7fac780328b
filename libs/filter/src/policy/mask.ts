import type { MaskShape } from '../packs/pack.js';
import type { Finding } from '../scan/finding.js';

/**
 * The finding with only its first and last characters readable, in the shape it has in the original: separators stay,
 * each hidden character becomes one `*`. Characters are counted as the rule read them, so `%20` is one and no digit.
 */
export function mask(original: string, finding: Finding): string {
  const shape = finding.compiled.rule.mask;
  const characters = charactersOf(original, finding);
  const counted = characters.filter(({ read }) => !shape.separators.includes(read)).length;
  const { first, last } = kept(shape, counted);
  let place = 0;
  return characters
    .map(({ read, written }) => {
      if (shape.separators.includes(read)) return written;
      const isKept = place < first || place >= counted - last;
      place++;
      return isKept ? written : '*';
    })
    .join('');
}

function kept(shape: MaskShape, counted: number): { readonly first: number; readonly last: number } {
  const readable = Math.max(0, counted - shape.hideMin);
  const last = Math.min(shape.keepLast, readable);
  return { first: Math.min(shape.keepFirst, readable - last), last };
}

interface Character {
  /** As the rule read it. */
  readonly read: string;
  /** As it stands in the original. */
  readonly written: string;
}

function charactersOf(original: string, { view, viewStart, viewEnd }: Finding): readonly Character[] {
  const characters: Character[] = [];
  for (let at = viewStart; at < viewEnd;) {
    const read = String.fromCodePoint(view.text.codePointAt(at) ?? 0);
    const written = original.slice(view.sourceStart(at), view.sourceEnd(at + read.length - 1));
    characters.push({ read, written });
    at += read.length;
  }
  return characters;
}
