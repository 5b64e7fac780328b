import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readStatement, type SignedCheckpoint } from './checkpoint.js';
import { lineOf, readLine } from './checkpoint-line.js';

export interface KeptCheckpoint {
  readonly number: number;
  readonly statement: string;
}

const TAIL_BYTES = 65_536;
const LINE_FEED = 10;

/** The file of checkpoints: one a line, only ever added to. It belongs to one process, and is readable by its user alone. */
export class CheckpointFile {
  private constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
    private size: number,
    private lastOne: KeptCheckpoint | undefined,
  ) {}

  /** Makes the file where there is none. A line that was not written to its end is cut off: what it held is in the table. */
  static async open(path: string): Promise<CheckpointFile> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'a+', 0o600);
    try {
      const { size, line } = await lastLine(handle);
      const checkpoint = line === undefined ? undefined : readLine(line);
      const number = checkpoint === undefined ? undefined : readStatement(checkpoint.statement)?.number;
      if (line !== undefined && number === undefined) throw new Error(`the last line of ${path} is no checkpoint`);
      await handle.truncate(size);
      const last =
        checkpoint === undefined || number === undefined ? undefined : { number, statement: checkpoint.statement };
      return new CheckpointFile(path, handle, size, last);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get last(): KeptCheckpoint | undefined {
    return this.lastOne;
  }

  /** Whether the path still leads to this file, and nobody but us has written to it or cut it. */
  async isAsLeft(): Promise<boolean> {
    const [ours, theirs] = await Promise.all([this.handle.stat(), stat(this.path).catch(() => undefined)]);
    return theirs?.ino === ours.ino && theirs.dev === ours.dev && ours.size === this.size;
  }

  /** Returns when the disk has it. */
  async append(checkpoints: readonly (SignedCheckpoint & KeptCheckpoint)[]): Promise<void> {
    const last = checkpoints.at(-1);
    if (last === undefined) return;
    const bytes = Buffer.from(checkpoints.map(lineOf).join(''));
    await this.handle.appendFile(bytes);
    await this.handle.datasync();
    this.size += bytes.length;
    this.lastOne = { number: last.number, statement: last.statement };
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** The last whole line, without its line feed, and where it ends. */
async function lastLine(handle: FileHandle): Promise<{ readonly size: number; readonly line: string | undefined }> {
  const { size } = await handle.stat();
  for (let length = TAIL_BYTES; ; length *= 2) {
    const start = Math.max(0, size - length);
    const tail = Buffer.alloc(size - start);
    await handle.read(tail, 0, tail.length, start);
    const end = tail.lastIndexOf(LINE_FEED);
    const before = end <= 0 ? -1 : tail.lastIndexOf(LINE_FEED, end - 1);
    if (end >= 0 && (before >= 0 || start === 0)) {
      return { size: start + end + 1, line: tail.toString('utf8', before + 1, end) };
    }
    if (start === 0) return { size: 0, line: undefined };
  }
}
