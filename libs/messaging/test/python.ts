import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('../docs/', import.meta.url));

/** What `python3` printed in docs/ and how it ended; `-B` leaves no byte code beside the source. */
export function python(
  ...args: readonly string[]
): Promise<{ readonly exitCode: number | string; readonly output: string }> {
  return new Promise((resolve) => {
    execFile('python3', ['-B', ...args], { cwd: docs }, (error, stdout, stderr) => {
      resolve({ exitCode: error?.code ?? 0, output: stdout + stderr });
    });
  });
}
