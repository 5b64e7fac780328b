import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Change } from './simulator-state.js';

/**
 * The append-only file behind the simulated account: one JSON document a line, on disk before a request is answered.
 * Writing is synchronous on purpose: one request changes the account at a time, so order in the file is order in time.
 */
export class SimulatorJournal {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Opens (or makes) the journal in `directory` and hands each change in it to `replay`, in order. */
  static open(directory: string, replay: (change: Change) => void): SimulatorJournal {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, 'stripe-journal.ndjson');
    const file = openSync(path, 'a+', 0o600);
    const written = readFileSync(path);
    // A line without its end was being written when the process died: it was never answered for, so it never happened.
    const whole = written.lastIndexOf('\n') + 1;
    ftruncateSync(file, whole);
    for (const line of written.toString('utf8', 0, whole).split('\n')) {
      if (line !== '') {
        replay(JSON.parse(line) as Change);
      }
    }
    return new SimulatorJournal(file);
  }

  append(change: Change): void {
    writeSync(this.#file, `${JSON.stringify(change)}\n`);
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}
