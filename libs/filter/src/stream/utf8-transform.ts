import { Transform, type TransformCallback } from 'node:stream';

/** What becomes of a text that comes in parts; throws what the stream is to fail with. */
export interface TextSteps {
  push(part: string): string;
  end(): string;
}

/**
 * A Node.js stream from UTF-8 bytes or strings to UTF-8 bytes. Bytes that are no UTF-8 become U+FFFD, for what cannot
 * be read cannot be judged.
 */
export function utf8Transform(steps: TextSteps): Transform {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      answer(done, () => steps.push(decoder.decode(chunk, { stream: true })));
    },
    flush(done) {
      answer(done, () => steps.push(decoder.decode()) + steps.end());
    },
  });
}

function answer(done: TransformCallback, settle: () => string): void {
  let output: string;
  try {
    output = settle();
  } catch (error) {
    done(error instanceof Error ? error : new Error('the stream could not be filtered', { cause: error }));
    return;
  }
  done(null, output);
}
