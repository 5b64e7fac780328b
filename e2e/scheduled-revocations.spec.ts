import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceOf } from './support/processes.ts';
import { makeRoot, removeRoot, startSystem, stopSystem, strongroomCli } from './support/system.ts';

const LONG_MS = 180_000;

type Row = Readonly<Record<string, unknown>>;

// A system of its own: the only replica of a service is killed.
describe('a scheduled revocation of a running system', () => {
  let root: string;

  beforeAll(async () => {
    root = await makeRoot();
    await startSystem(root, 1);
  }, LONG_MS);
  afterAll(async () => {
    await stopSystem(root);
    await removeRoot(root);
  }, LONG_MS);

  const ask = (...args: string[]) => strongroomCli(root, ['--json', 'revocation', ...args]);
  async function cli<T>(...args: string[]): Promise<T> {
    const ran = await ask(...args);
    expect(ran).toMatchObject({ exitCode: 0 });
    return JSON.parse(ran.stdout) as T;
  }
  const schedule = (target: string, aheadMs: number): Promise<Row> => {
    const at = new Date(Date.now() + aheadMs).toISOString();
    return cli('schedule', target, '--scope', 'subject', '--at', at, '--reason', 'account_closed');
  };

  it(
    'is made once although its service is killed before its time; one that was cancelled by command is not',
    async () => {
      const { scheduled_id: cancelled } = await schedule('stays', 20_000);
      expect(await cli('cancel', String(cancelled))).toMatchObject({ status: 'cancelled' });
      await schedule('goes', 15_000);
      process.kill(await serviceOf(root, 'revocation'), 'SIGKILL');
      // Refused while the service is away; the time of this test is the limit.
      while (!(await ask('scheduled', '--status', 'made')).stdout.includes('goes')) await turn();
      expect(await cli<Row[]>('list', '--target', 'goes')).toHaveLength(1);
      expect(await cli<Row[]>('list', '--target', 'stays')).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'for a time that has passed is refused by name of the field',
    async () => {
      const ran = await ask('schedule', 'x', '--scope', 'subject', '--at', '2020-01-01T00:00:00Z', '--reason', 'admin');
      expect(ran.exitCode).not.toBe(0);
      expect(ran.stderr).toContain('/effective_at');
    },
    LONG_MS,
  );
});
