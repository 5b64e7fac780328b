import { type DestinationStream } from 'pino';

/** About what a pipe takes at once. */
const HELD_CHARS_MAX = 64 * 1024;

/**
 * Lines that are written together, once a turn of the event loop: a busy process says tens of them in one, each of which
 * is a system call otherwise. What a process says last is written when it exits or throws; one that is killed may take the lines
 * of one turn with it.
 */
export class LinesOfTurn implements DestinationStream {
  #held = '';

  constructor(private readonly destination: DestinationStream) {
    process.on('exit', () => {
      this.flush();
    });
  }

  write(line: string): void {
    if (this.#held === '') {
      setImmediate(() => {
        this.flush();
      });
    }
    this.#held += line;
    if (this.#held.length >= HELD_CHARS_MAX) this.flush();
  }

  /** Writes now what waits for the end of the turn. */
  flush(): void {
    if (this.#held === '') return;
    const lines = this.#held;
    this.#held = '';
    this.destination.write(lines);
  }
}
