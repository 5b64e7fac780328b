import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redisOf, serviceOf } from './support/processes.ts';
import { makeRoot, removeRoot, startSystem, stopSystem, strongroomCli, type System } from './support/system.ts';
import { send, type Answer, type Request } from './tour/http-client.ts';

const LONG_MS = 180_000;
const PATIENCE_MS = 20_000;
const EMERGENCY = 'revocation:emergency';

// A system of its own: a stop ends every credential that there is.
describe('an emergency stop of a running system', () => {
  let root: string;
  let system: System;

  beforeAll(async () => {
    root = await makeRoot();
    system = await startSystem(root, 1);
  }, LONG_MS);
  afterAll(async () => {
    await stopSystem(root);
    await removeRoot(root);
  }, LONG_MS);

  const ask = (path: string, request: Request = {}): Promise<Answer> => send(system.gateways[0] ?? '', path, request);
  const client = () => ({
    client_id: system.env['DEMO_CLIENT_ID'] ?? '',
    client_secret: system.env['DEMO_CLIENT_SECRET'] ?? '',
  });
  const issue = (scope?: string): Promise<Answer> =>
    ask('/oauth/token', {
      form: { grant_type: 'client_credentials', ...client(), ...(scope === undefined ? {} : { scope }) },
    });
  const tokenOf = (answer: Answer): string => answer.body.text('access_token');
  const cli = async (...args: string[]): Promise<Record<string, unknown>> => {
    const ran = await strongroomCli(root, ['--json', 'revocation', ...args]);
    expect(ran).toMatchObject({ exitCode: 0 });
    return JSON.parse(ran.stdout) as Record<string, unknown>;
  };
  const why = ['--reason', 'admin', '--note', 'a drill'];
  const stock = async (token: string): Promise<number> => (await ask('/v1/stock/demo-mug', { token })).status;

  it(
    'ends everything, lets nobody in but those who deal with it, and once it is lifted lets everybody in anew',
    async () => {
      const [token, emergency] = [tokenOf(await issue()), tokenOf(await issue(EMERGENCY))];
      expect(await stock(token)).toBe(200);
      const json = { reason: 'emergency', note: 'a drill' };
      expect((await ask('/v1/emergency-stop', { token, json })).status).toBe(403);
      const stop = await ask('/v1/emergency-stop', { token: emergency, json });
      expect(stop.body.text('status')).toBe('sealed');

      await until(async () => (await stock(token)) === 401);
      expect((await issue()).status).toBe(503);
      const forIt = tokenOf(await issue(EMERGENCY));
      expect((await ask('/v1/emergency-stop', { token: emergency })).status).toBe(401);
      expect(await stock(forIt)).toBe(401);
      const shown = await ask('/v1/emergency-stop', { token: forIt });
      expect(shown.body.toJSON()).toMatchObject({ stopped: true, latest: { seq: stop.body.number('seq') } });

      const stop_seq = stop.body.number('seq');
      const lift = await ask('/v1/emergency-stop/lift', { token: forIt, json: { ...json, stop_seq } });
      expect(lift.body.text('status')).toBe('sealed');
      await until(async () => (await issue()).status === 200);
      await until(async () => (await stock(tokenOf(await issue()))) === 200);
      expect(await stock(token)).toBe(401);
      await until(async () => (await ask('/v1/emergency-stop', { token: forIt })).status === 401);
    },
    LONG_MS,
  );

  it(
    'is made, seen and lifted by command, and so is whatever else is revoked: each is enforced on every guard',
    async () => {
      const token = tokenOf(await issue());
      const dry = await cli('client', 'demo', ...why, '--dry-run');
      expect(dry['live_tokens']).toBeGreaterThanOrEqual(1);
      expect(await stock(token)).toBe(200);
      const revoked = await cli('client', 'demo', ...why);
      const watched = await strongroomCli(root, ['revocation', 'watch', String(revoked['seq'])]);
      expect(watched).toMatchObject({
        exitCode: 0,
        stderr: expect.stringContaining('is enforced on 6 of 6 live guards'),
      });
      expect(await stock(token)).toBe(401);

      const stop = await cli('stop', ...why);
      expect(await cli('stop-status')).toMatchObject({ stopped: true, latest: { seq: stop['seq'], note: 'a drill' } });
      expect((await issue()).status).toBe(503);
      await cli('lift', '--stop-seq', String(stop['seq']), ...why);
      await until(async () => (await issue()).status === 200);
      expect(await cli('list', '--scope', 'client', '--target', 'demo')).toHaveLength(1);
      const by_scope = Object.entries({ client: 1, lift: 2, stop: 2 }).map(([name, revocations]) => ({
        name,
        revocations,
      }));
      expect(await cli('stats')).toMatchObject({ by_scope });
    },
    LONG_MS,
  );

  it(
    'of each process by a file is left when nothing else is',
    async () => {
      const token = tokenOf(await issue());
      const file = join(root, '.strongroom', 'kill-switch');
      await until(async () => (await stock(token)) === 200);
      await writeFile(file, '');
      await until(async () => (await stock(token)) === 401);
      await rm(file);
      await until(async () => (await stock(token)) === 200);
    },
    LONG_MS,
  );

  it(
    'is made and lifted from a shell that has a client’s secret and no token, while Redis does not answer',
    async () => {
      const redis = await redisOf(system);
      process.kill(redis, 'SIGSTOP');
      try {
        // One that remembers nothing: no key of the issuer, and no client that proved itself.
        const gateway = await serviceOf(root, 'gateway');
        process.kill(gateway, 'SIGKILL');
        await until(async () => (await serviceOf(root, 'gateway').catch(() => gateway)) !== gateway);
        await until(() => isThere(system.gateways[0] ?? ''));

        const [ended, kept] = [tokenOf(await issue()), tokenOf(await issue())];
        const allowed = async (token: string): Promise<number> => (await ask('/v1/authorize', { token })).status;
        expect(await allowed(ended)).toBe(200);
        expect((await ask('/oauth/revoke', { form: { ...client(), token: ended } })).status).toBe(200);
        await until(async () => (await allowed(ended)) === 401);
        expect(await allowed(kept)).toBe(200);

        const stop = await cli('stop', ...why);
        expect(stop).toMatchObject({ status: 'sealed' });
        await until(async () => (await allowed(kept)) === 401);
        expect((await issue()).status).toBe(503);
        expect(await cli('stop-status')).toMatchObject({ stopped: true, latest: { seq: stop['seq'] } });
        expect(await cli('lift', '--stop-seq', String(stop['seq']), ...why)).toMatchObject({ status: 'sealed' });
        await until(async () => (await issue()).status === 200);
        expect(await allowed(kept)).toBe(401);
        await until(async () => (await allowed(tokenOf(await issue()))) === 200);
      } finally {
        process.kill(redis, 'SIGCONT');
      }
    },
    LONG_MS,
  );
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  const begunMs = performance.now();
  while (!(await holds())) {
    if (performance.now() - begunMs > PATIENCE_MS) throw new Error('what was waited for did not come');
  }
}

function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
