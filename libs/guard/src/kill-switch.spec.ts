import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KillSwitch } from './kill-switch.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kill-switch-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the kill switch', () => {
  it('is on until it was seen that the file is not there', async () => {
    const killSwitch = new KillSwitch({ file: join(folder, 'none') });
    expect(killSwitch.on).toBe(true);
    await killSwitch.look();
    expect(killSwitch.on).toBe(false);
  });

  it('is on while the file is there, whatever is in it', async () => {
    const file = join(folder, 'stop');
    const killSwitch = new KillSwitch({ file });
    await writeFile(file, '');
    await killSwitch.look();
    expect(killSwitch.on).toBe(true);
    await rm(file);
    await killSwitch.look();
    expect(killSwitch.on).toBe(false);
  });

  it('is on, and says so once, while nobody can tell whether the file is there', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const faults: unknown[] = [];
    const killSwitch = new KillSwitch({ file: join(file, 'below'), onFault: (fault) => faults.push(fault) });
    await killSwitch.look();
    await killSwitch.look();
    expect(killSwitch.on).toBe(true);
    expect(faults).toMatchObject([{ code: 'ENOTDIR' }]);
  });

  it('looks by itself, and no more once it is stopped', async () => {
    const file = join(folder, 'later');
    const killSwitch = new KillSwitch({ file, everyMs: 1 });
    killSwitch.start();
    await seen(() => !killSwitch.on);
    await writeFile(file, '');
    await seen(() => killSwitch.on);
    await killSwitch.stop();
  });
});

async function seen(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
