import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sharedSystem } from './support/system.ts';

const tour = join(import.meta.dirname, 'tour', 'main.ts');

describe('the tour', () => {
  it.each([1, 2])(
    'keeps every promise, the %s. time too',
    async () => {
      const { env } = await sharedSystem();
      const output = await new Promise<string>((resolve) => {
        execFile(process.execPath, [tour], { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
          resolve(`${stdout}${stderr}exit ${String(error?.code ?? 0)}`);
        });
      });
      expect(output).not.toContain('✗');
      expect(output).toMatch(/\d+ promises kept, 0 broken\n+exit 0$/);
    },
    120_000,
  );
});
