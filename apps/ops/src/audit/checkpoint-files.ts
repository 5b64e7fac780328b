import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CheckpointVerifier, readLine, type CheckpointFault } from '@strongroom/audit';
import { folderOf } from '@strongroom/provisioning';
import { CommandFault, exitCode } from '../exit-code.js';
import { type CheckpointKeys } from './checkpoint-keys.js';

/** The file that replica `replica` of the revocation service keeps, on one machine. */
export function checkpointFile(root: string, replica: number): string {
  return join(folderOf(root).data, 'audit', `checkpoints-${replica}.jsonl`);
}

/** Those that replicas on this machine have kept. */
export async function checkpointFiles(root: string): Promise<readonly string[]> {
  const folder = join(folderOf(root).data, 'audit');
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => /^checkpoints-\d+\.jsonl$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** A copy of the checkpoints that has been looked at by itself. */
export interface CheckedCopy {
  readonly name: string;
  readonly verifier: CheckpointVerifier;
  readonly faults: readonly CheckpointFault[];
}

/**
 * Looks at a file line by line. Its last line may be under way: without its line feed it is passed over.
 *
 * @throws {CommandFault} if it cannot be read: a file that is gone proves nothing
 */
export async function checkFile(path: string, keys: CheckpointKeys): Promise<CheckedCopy> {
  const verifier = new CheckpointVerifier(keys);
  const faults: CheckpointFault[] = [];
  const input = createReadStream(path, 'utf8');
  const ending = { isWhole: true };
  input.on('data', (chunk) => {
    ending.isWhole = chunk.at(-1) === '\n';
  });
  let line: string | undefined;
  try {
    for await (const next of createInterface({ input, crlfDelay: Infinity })) {
      if (line !== undefined) faults.push(...verifier.take(readLine(line)));
      line = next;
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFault(`the audit checkpoints cannot be read: ${reason}`, exitCode.usage, { cause });
  }
  if (line !== undefined && ending.isWhole) faults.push(...verifier.take(readLine(line)));
  return { name: path, verifier, faults };
}
