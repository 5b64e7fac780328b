import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

export interface TextFile {
  readonly path: string;
  readonly text: string;
  /** As it lies on the disk. */
  readonly bytes: number;
}

/** What of a folder was not read, by the reason. */
export interface Skipped {
  binary: number;
  long: number;
}

interface TextFileOptions {
  readonly lengthMax: number;
  /** Files and folders whose names end so are left out. */
  readonly except: readonly string[];
  readonly skipped: Skipped;
}

/**
 * Each text below a folder, in the order of their paths. Links are not followed: a folder may be linked to itself. What
 * holds a NUL is no text; what is longer than `lengthMax` bytes is a data set or a bundle.
 */
export async function* textFiles(folder: string, options: TextFileOptions): AsyncGenerator<TextFile> {
  const { lengthMax, except, skipped } = options;
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (except.some((ending) => entry.name.endsWith(ending))) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* textFiles(path, options);
    else if (entry.isFile()) {
      const { size } = await stat(path);
      if (size > lengthMax) {
        skipped.long++;
        continue;
      }
      const bytes = await readFile(path);
      if (bytes.includes(0)) skipped.binary++;
      else yield { path, text: bytes.toString('utf8'), bytes: bytes.length };
    }
  }
}
