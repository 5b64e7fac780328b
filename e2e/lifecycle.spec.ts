import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { processesOf, serviceOf } from './support/processes.ts';
import {
  makeRoot,
  readSystem,
  removeRoot,
  startSystem,
  stopSystem,
  strongroomCli,
  type System,
} from './support/system.ts';

const LONG_MS = 180_000;

describe('a system of one replica beside another', () => {
  let root: string;

  beforeAll(async () => {
    root = await makeRoot();
    // The shared system of this run has the default ports, so these are busy.
    await startSystem(root, 1);
  }, LONG_MS);

  afterAll(async () => {
    await stopSystem(root);
    await removeRoot(root);
  }, LONG_MS);

  it('writes what a shell needs, for nobody else to read', async () => {
    const { mode } = await stat(join(root, '.strongroom', 'env'));
    expect(mode & 0o777).toBe(0o600);
  });

  it(
    'is not started twice',
    async () => {
      const again = await strongroomCli(root, ['up', '--detach']);
      expect(again.exitCode).not.toBe(0);
      expect(again.stderr).toContain('up already');
    },
    LONG_MS,
  );

  it(
    'restarts a service that was killed',
    async () => {
      const before = await serviceOf(root, 'auth-token');
      process.kill(before, 'SIGKILL');
      const system = await startedAgain(root, before);
      const client = await DemoClient.of(system);
      expect((await client.ask('/v1/secrets')).status).toBe(200);
    },
    LONG_MS,
  );

  it(
    'keeps its data over a stop, which leaves no process behind, and forgets it at a reset',
    async () => {
      const client = await DemoClient.of(await readSystem(root));
      const value = `kept-${randomUUID()}`;
      const stored = await client.ask('/v1/secrets', {
        json: { service_name: 'openai', token_type: 'api_key', name: 'kept', value },
      });
      const path = `/v1/secrets/${stored.body.text('secret_id')}/value`;

      expect((await stopSystem(root)).exitCode).toBe(0);
      expect(await processesOf(root)).toEqual([]);

      const second = await DemoClient.of(await startSystem(root, 1));
      expect((await second.ask(path)).body.text('value')).toBe(value);

      expect((await strongroomCli(root, ['reset'])).exitCode).toBe(0);
      expect(await processesOf(root)).toEqual([]);
      const third = await DemoClient.of(await startSystem(root, 1));
      expect((await third.ask(path)).status).toBe(404);
    },
    LONG_MS,
  );
});

/** The system, once another process has taken the place of `pid` and answers. */
async function startedAgain(root: string, pid: number): Promise<System> {
  const system = await readSystem(root);
  for (;;) {
    const client = await DemoClient.of(system).catch(() => undefined);
    const others = await processesOf(root);
    if (client !== undefined && !others.some((each) => each.pid === pid)) return system;
  }
}
