import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { CommandFault, exitCode } from './exit-code.js';

/** The text of a file that a command was given; `-` is stdin. */
export async function readGiven(file: string): Promise<string> {
  try {
    return file === '-' ? await readText(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw new CommandFault(`${file} cannot be read`, exitCode.usage, { cause });
  }
}

/** What stands in it between white space: ids, or tokens, one a line. */
export async function readGivenWords(file: string): Promise<string[]> {
  return (await readGiven(file)).split(/\s+/).filter((word) => word !== '');
}
