import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endLeftovers, obtainRedis } from '../src/index.js';
import { endProcess } from '../src/process/end.js';
import { identify, isRunning, type ProcessIdentity } from '../src/process/identity.js';
import { readRecords, self, writeRecord } from '../src/process/records.js';
import { makeClone, type Clone } from './clone.js';

const say = (): void => undefined;

async function sleeper(): Promise<ProcessIdentity> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('spawn', resolve));
  const identity = identify(child.pid ?? 0);
  if (identity === undefined) throw new Error('the process ended at once');
  return identity;
}

describe('endLeftovers', () => {
  let clone: Clone;
  beforeEach(async () => {
    clone = await makeClone();
  });
  afterEach(() => clone.remove());

  it('ends what a killed owner left behind, with its record and its scratch data', async () => {
    const server = await obtainRedis({ root: clone.root, data: 'scratch', say });
    const [record] = await readRecords(clone.root);
    if (record === undefined) throw new Error('no record was written');
    // As if the owner had been killed: a pid that is taken, by a process that started at another time.
    await writeRecord(clone.root, { ...record, owner: { ...self(), startedAt: 'another boot' } });
    const told: string[] = [];
    await endLeftovers(clone.root, (line) => told.push(line));
    expect(identify(server.pid ?? 0)).toBeUndefined();
    expect(await readRecords(clone.root)).toEqual([]);
    expect(await readdir(join(clone.root, '.strongroom', 'scratch'))).toEqual([]);
    expect(told).toHaveLength(1);
  });

  it('does not touch what a living owner started', async () => {
    const server = await obtainRedis({ root: clone.root, data: 'scratch', say });
    await endLeftovers(clone.root, say);
    expect(identify(server.pid ?? 0)).toBeDefined();
    await server.stop();
  });

  it('never ends a stranger that got the pid of a process of ours', async () => {
    const stranger = await sleeper();
    const gone = { pid: stranger.pid, startedAt: 'before' };
    const record = {
      name: 'gone',
      owner: gone,
      process: gone,
      layer: 'service',
      signal: 'SIGTERM',
      withinMs: 1_000,
      scratch: [],
    } as const;
    await writeRecord(clone.root, record);
    await endLeftovers(clone.root, say);
    expect(isRunning(stranger)).toBe(true);
    await endProcess(stranger, { signal: 'SIGTERM', withinMs: 5_000 });
    expect(isRunning(stranger)).toBe(false);
  });
});
