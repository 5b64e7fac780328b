import type { Finding } from '../scan/finding.js';
import type { Range } from '../text/spans.js';
import { mask } from './mask.js';
import type { Treatment } from './policy.js';
import { sanitise } from './sanitise.js';

/**
 * The text, or the stretch of it, with each finding treated; outside of the findings not a code unit differs.
 * `findings` are in order and in the stretch.
 */
export function treat(
  text: string,
  findings: readonly Finding[],
  treatmentOf: (finding: Finding) => Treatment,
  stretch: Range = { start: 0, end: text.length },
): string {
  let output = '';
  let done = stretch.start;
  for (const finding of findings) {
    output += text.slice(done, finding.start) + treated(text, finding, treatmentOf(finding));
    done = finding.end;
  }
  return output + text.slice(done, stretch.end);
}

/** What stands in the place of a redacted finding. */
function placeholder({ compiled }: Finding): string {
  return `[${compiled.rule.type}]`;
}

/** Of what was packed no character stands in the original, so none can be kept. */
function isPacked({ view }: Finding): boolean {
  return view.name === 'unpacked';
}

function treated(text: string, finding: Finding, treatment: Treatment): string {
  if (typeof treatment === 'object') {
    if ('replaceWith' in treatment) return treatment.replaceWith;
    return isPacked(finding) ? placeholder(finding) : sanitise(finding, treatment.sanitiseFor);
  }
  switch (treatment) {
    case 'allow':
    case 'flag':
      return text.slice(finding.start, finding.end);
    case 'mask':
      return isPacked(finding) ? placeholder(finding) : mask(text, finding);
    // A blocked input has no output; if anybody builds one all the same, nothing is in it.
    case 'block':
    case 'redact':
      return placeholder(finding);
  }
}
