import { type SignedCheckpoint } from './checkpoint.js';

/** A checkpoint as a line of the file, with its line feed: JSON, as in JSON Lines. */
export function lineOf({ statement, keyId, signature }: SignedCheckpoint): string {
  return `${JSON.stringify({ statement, key_id: keyId, signature })}\n`;
}

/** Undefined for a line that holds no checkpoint. */
export function readLine(line: string): SignedCheckpoint | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { statement, key_id: keyId, signature } = parsed as Readonly<Record<string, unknown>>;
    const isWhole = typeof statement === 'string' && typeof keyId === 'string' && typeof signature === 'string';
    return isWhole ? { statement, keyId, signature } : undefined;
  } catch {
    return undefined;
  }
}
