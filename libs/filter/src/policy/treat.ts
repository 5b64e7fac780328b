import type { Finding } from '../scan/finding.js';
import type { Range } from '../text/spans.js';
import { mask } from './mask.js';
import type { Treatment } from './policy.js';
import type { Pseudonyms } from './pseudonyms.js';

export interface TreatOptions {
  readonly stretch?: Range;
  /** For treatments that need a key; without one what they would treat is redacted. */
  readonly pseudonyms?: Pseudonyms | undefined;
  /** A number is restored as one. */
  readonly kind?: 'text' | 'number';
}

/**
 * The text, or the stretch of it, with each finding treated; outside of the findings not a code unit differs.
 * `findings` are in order and in the stretch.
 */
export function treat(
  text: string,
  findings: readonly Finding[],
  treatmentOf: (finding: Finding) => Treatment,
  { stretch = { start: 0, end: text.length }, pseudonyms, kind = 'text' }: TreatOptions = {},
): string {
  let output = '';
  let done = stretch.start;
  for (const finding of findings) {
    const treatment = treatmentOf(finding);
    output += text.slice(done, finding.start) + treated(text, finding, treatment, { pseudonyms, kind });
    done = finding.end;
  }
  return output + text.slice(done, stretch.end);
}

function treated(text: string, finding: Finding, treatment: Treatment, { pseudonyms, kind }: TreatOptions): string {
  if (typeof treatment === 'object') return treatment.replaceWith;
  const { type } = finding.compiled.rule;
  const original = text.slice(finding.start, finding.end);
  const placeholder = `[${type}]`;
  switch (treatment) {
    case 'allow':
    case 'flag':
      return pseudonyms?.escape(original) ?? original;
    case 'mask':
      return mask(text, finding);
    case 'tokenise':
      return pseudonyms?.tokens?.seal(type, original, kind) ?? placeholder;
    case 'hash':
      return pseudonyms?.hash(finding) ?? placeholder;
    // A blocked input has no output; if anybody builds one all the same, nothing is in it.
    case 'block':
    case 'redact':
      return placeholder;
  }
}
