import { readFile } from 'node:fs/promises';

const LINES = 15;

/**
 * The last lines of a log, for the message about a process that did not come up; empty if there is none.
 *
 * @param fromByte where the run in question begins
 */
export async function logTail(file: string, fromByte = 0): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  return bytes.subarray(fromByte).toString('utf8').trimEnd().split('\n').slice(-LINES).join('\n');
}
