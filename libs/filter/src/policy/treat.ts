import type { Finding } from '../scan/finding.js';
import type { Range } from '../text/spans.js';
import { mask } from './mask.js';
import type { Treatment } from './policy.js';
import type { Pseudonyms } from './pseudonyms.js';
import { sanitise } from './sanitise.js';

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

/** Of what was packed no character stands in the original, so none can be kept. */
function isPacked({ view }: Finding): boolean {
  return view.name === 'unpacked';
}

function treated(text: string, finding: Finding, treatment: Treatment, { pseudonyms, kind }: TreatOptions): string {
  const { type } = finding.compiled.rule;
  const original = text.slice(finding.start, finding.end);
  const placeholder = `[${type}]`;
  if (typeof treatment === 'object') {
    if ('replaceWith' in treatment) return treatment.replaceWith;
    return isPacked(finding) ? placeholder : sanitise(finding, treatment.sanitiseFor);
  }
  switch (treatment) {
    case 'allow':
    case 'flag':
      return pseudonyms?.escape(original) ?? original;
    case 'mask':
      return isPacked(finding) ? placeholder : mask(text, finding);
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
