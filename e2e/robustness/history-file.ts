import { openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Appends what one process saw, one JSON object a line, to a file of its own. Written through at once and unbuffered:
 * what a process has said outlives its kill -9, though not the machine's.
 */
export class HistoryFile<Entry> {
  readonly #file: number;

  constructor(folder: string, writer: string) {
    this.#file = openSync(join(folder, `${writer}-${process.pid}.jsonl`), 'a', 0o600);
  }

  write(entry: Entry): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}

/** The lines of every process, in no order. A last line that a kill cut short is left out. */
export function readHistory(folder: string): readonly unknown[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    .map((line): unknown => JSON.parse(line));
}
