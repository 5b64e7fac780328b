import type { Transform } from 'node:stream';
import type { FilterRun } from '../filter-text.js';
import type { Entity } from '../result.js';
import type { StreamOptions } from './stream-options.js';
import { type StreamPiece, TextStream } from './text-stream.js';
import { utf8Transform } from './utf8-transform.js';

/** Something in the stream is blocked by the policy. What came out before is harmless; nothing more will. */
export class StreamBlocked extends Error {
  override readonly name = 'StreamBlocked';

  /** `types`: what was found in the piece that was held back. */
  constructor(readonly types: readonly string[]) {
    super(`the stream holds what the policy blocks: ${types.join(', ')}`);
  }
}

/** Gives the pieces of a text whose parts come one by one; ends behind a piece that is blocked. */
export async function* filterParts(
  run: FilterRun,
  parts: AsyncIterable<string> | Iterable<string>,
  options?: StreamOptions,
): AsyncGenerator<StreamPiece, void, undefined> {
  const stream = new TextStream(run, options);
  for await (const part of parts) {
    const piece = stream.push(part);
    if (!isEmpty(piece)) yield piece;
    if (piece.action === 'block') return;
  }
  const rest = stream.end();
  if (!isEmpty(rest)) yield rest;
}

export interface TransformOptions extends StreamOptions {
  /** Hears what was found, piece by piece; spans count from the beginning of the stream. */
  readonly onEntities?: (entities: readonly Entity[]) => void;
}

/** A Node.js stream of the text; see `utf8Transform`. Fails with `StreamBlocked` when something is blocked. */
export function filterTransform(run: FilterRun, options?: TransformOptions): Transform {
  const stream = new TextStream(run, options);
  const settle = (piece: StreamPiece): string => {
    if (piece.entities.length > 0) options?.onEntities?.(piece.entities);
    if (piece.action === 'block') throw new StreamBlocked([...new Set(piece.entities.map(({ type }) => type))]);
    return piece.output;
  };
  return utf8Transform({ push: (part) => settle(stream.push(part)), end: () => settle(stream.end()) });
}

function isEmpty({ action, output, entities }: StreamPiece): boolean {
  return output === '' && entities.length === 0 && action !== 'block';
}
