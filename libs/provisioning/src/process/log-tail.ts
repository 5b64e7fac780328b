import { readFile } from 'node:fs/promises';

const LINES = 15;

/** The last lines of a log, for the message about a process that did not come up; empty if there is none. */
export async function logTail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-LINES).join('\n');
}
