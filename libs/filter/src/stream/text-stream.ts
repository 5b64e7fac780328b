import { applyPolicy, describe, type FilterRun, scanText } from '../filter-text.js';
import { strongest } from '../policy/decide.js';
import type { Action } from '../policy/policy.js';
import type { Entity } from '../result.js';
import type { Finding } from '../scan/finding.js';
import { measureSpans, type Range, type Span } from '../text/spans.js';
import { completeStreamOptions, type StreamOptions } from './stream-options.js';

/** What has been settled of a stream. The outputs, one after the other, are the whole output; so are the entities. */
export interface StreamPiece {
  /** The strongest action taken in this piece; `block` for good once something is blocked. */
  readonly action: Action;
  readonly output: string;
  /** Their spans count from the beginning of the stream. */
  readonly entities: readonly Entity[];
}

/**
 * Filters a text that comes in parts, in bounded memory. The text is settled in segments of a fixed length, each looked
 * at together with what stands around it. So the output depends on the text alone: it is identical however it is split,
 * and it is that of the whole text as long as no value, as it is written, is longer than the reach.
 *
 * Once something is blocked nothing more comes out; what came out before cannot be taken back. `FilterLimitExceeded`
 * is thrown when a segment exceeds the limits: then nothing of it has come out, and the stream is of no more use.
 */
export class TextStream {
  readonly #run: FilterRun;
  readonly #segmentLength: number;
  readonly #reachLength: number;
  /** From one reach before the segment on. */
  #text = '';
  /** Where the segment begins in `#text`, and what has come out of it: a finding may end behind its segment. */
  #segmentStart = 0;
  #done = 0;
  /** How much has come out of the stream, and where `#done` is in it. */
  #position: Span = NOTHING;
  #blocked = false;

  constructor(run: FilterRun, options: StreamOptions = {}) {
    const { segmentLength, reachLength } = completeStreamOptions(options);
    // What is looked at in one go is bounded here, so a stream may be of any length.
    this.#run = { ...run, limits: { ...run.limits, textLengthMax: segmentLength + 2 * reachLength } };
    this.#segmentLength = segmentLength;
    this.#reachLength = reachLength;
  }

  /** Takes the next part and gives what is settled by it, which may be nothing. */
  push(part: string): StreamPiece {
    if (!this.#blocked) this.#text += part;
    return this.#settleWhile(() => this.#text.length >= this.#segmentStart + this.#segmentLength + this.#reachLength);
  }

  /** Gives what has been held back: the text ends here. */
  end(): StreamPiece {
    return this.#settleWhile(() => this.#done < this.#text.length);
  }

  #settleWhile(isMore: () => boolean): StreamPiece {
    const pieces: StreamPiece[] = [];
    while (!this.#blocked && isMore()) pieces.push(this.#settle());
    return {
      action: this.#blocked ? 'block' : strongest(pieces.map(({ action }) => action)),
      output: pieces.map(({ output }) => output).join(''),
      entities: pieces.flatMap(({ entities }) => entities),
    };
  }

  #settle(): StreamPiece {
    const segmentEnd = Math.min(this.#segmentStart + this.#segmentLength, this.#text.length);
    const window = this.#text.slice(0, segmentEnd + this.#reachLength);
    const findings = this.#ofSegment(scanText(this.#run, window), segmentEnd);
    const settled = { start: this.#done, end: this.#settledEnd(window, segmentEnd, findings) };
    const entities = this.#describe(window, settled, findings);
    const action = strongest(entities.map((entity) => entity.action));
    this.#blocked = action === 'block';
    const output = this.#blocked ? '' : applyPolicy(this.#run, window, findings, { stretch: settled });
    this.#forget(segmentEnd, settled.end);
    return { action, output, entities };
  }

  /** Those that begin in the segment. Of one that overlaps with what has come out the rest is treated. */
  #ofSegment(findings: readonly Finding[], segmentEnd: number): readonly Finding[] {
    return findings
      .filter(({ start, end }) => start >= this.#segmentStart && start < segmentEnd && end > this.#done)
      .map((finding) => (finding.start < this.#done ? { ...finding, start: this.#done } : finding));
  }

  /** A finding and a character are settled as a whole. */
  #settledEnd(window: string, segmentEnd: number, findings: readonly Finding[]): number {
    const cutsCharacter = (window.codePointAt(segmentEnd - 1) ?? 0) > 0xffff;
    return Math.max(this.#done, cutsCharacter ? segmentEnd - 1 : segmentEnd, findings.at(-1)?.end ?? 0);
  }

  #describe(window: string, { start, end }: Range, findings: readonly Finding[]): readonly Entity[] {
    const settled = window.slice(start, end);
    const inSettled = findings.map((finding) => ({
      ...finding,
      start: finding.start - start,
      end: finding.end - start,
    }));
    const before = this.#position;
    const entities = describe(settled, inSettled, this.#run.policy);
    for (const whole of measureSpans(settled, [{ start: 0, end: settled.length }])) {
      this.#position = behind(before, whole);
    }
    return entities.map((entity) => ({ ...entity, span: behind(before, entity.span) }));
  }

  #forget(segmentEnd: number, done: number): void {
    const forgotten = this.#blocked ? this.#text.length : Math.max(0, segmentEnd - this.#reachLength);
    this.#text = this.#text.slice(forgotten);
    this.#segmentStart = segmentEnd - forgotten;
    this.#done = done - forgotten;
  }
}

const NOTHING: Span = { utf16: { start: 0, end: 0 }, codePoints: { start: 0, end: 0 }, bytes: { start: 0, end: 0 } };

/** A span counted from the end of another one, counted from where that one counts. */
function behind(before: Span, span: Span): Span {
  const shift = (range: Range, { end }: Range): Range => ({ start: range.start + end, end: range.end + end });
  return {
    utf16: shift(span.utf16, before.utf16),
    codePoints: shift(span.codePoints, before.codePoints),
    bytes: shift(span.bytes, before.bytes),
  };
}
