import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { sharedSystem, strongroomCli, type System } from './support/system.ts';

// A dozen commands, each a process.
jest.setTimeout(180_000);

type Row = Readonly<Record<string, unknown>>;

const text = 'mail alice@example.com';
const inbound = ['--direction', 'inbound'];

// Of what comes in: nothing else of the run asks about that.
describe('the policy of a running filter', () => {
  let system: System;
  let client: DemoClient;
  let folder: string;

  beforeAll(async () => {
    system = await sharedSystem();
    client = await DemoClient.of(system);
    folder = await mkdtemp(join(tmpdir(), 'policies-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const ask = (...args: string[]) => strongroomCli(system.root, ['--json', 'filter', 'policy', ...args]);
  async function policy(...args: string[]): Promise<Row> {
    const ran = await ask(...args);
    expect(ran).toMatchObject({ exitCode: 0 });
    return JSON.parse(ran.stdout) as Row;
  }
  async function file(name: string, content: object): Promise<string> {
    await writeFile(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  }
  async function actionOn(content: string): Promise<string> {
    const answer = await client.ask('/v1/filter', { json: { text: content, direction: 'inbound' } });
    expect(answer.status).toBe(200);
    return answer.body.text('action');
  }
  const seen = async (): Promise<string> => String((await policy('show', ...inbound))['version']);

  it('is tried in the shadow, put in force, and put back, from the command line', async () => {
    const [strict, first] = [
      await file('strict.json', { otherwise: 'block' }),
      await file('first.json', { otherwise: 'mask' }),
    ];
    const { version: before } = await policy('set', first, ...inbound, '--expected-version', await seen());
    expect(await actionOn(text)).toBe('mask');

    const { id } = await policy('shadow', 'start', strict, ...inbound, '--expected-version', String(before));
    expect(await actionOn(text)).toBe('mask');
    expect(await policy('shadow', 'show', ...inbound)).toMatchObject({
      status: 'running',
      contents: [{ in_force: 'mask', shadow: 'block', count: 1 }],
    });
    const { version: promoted } = await policy('shadow', 'promote', String(id));
    expect(await actionOn(text)).toBe('block');

    const restored = await policy('restore', String(before), ...inbound, '--expected-version', String(promoted));
    expect(restored).toMatchObject({ restored_from: before });
    expect(await actionOn(text)).toBe('mask');
  });

  it('learns from those who say whether it was right', async () => {
    const judged = { rule: 'contact.email', score: 0.97, verdict: 'dismissed', finding: 'mail-17:4' };
    const answer = await client.ask('/v1/filter/feedback', { json: { judgements: [judged] } });
    expect(answer.status).toBe(200);
    const counted = { confirmed: 0, dismissed: 1, suggested_score_min: null };
    expect(await policy('feedback')).toEqual([
      { rule: '*', ...counted },
      { rule: 'contact.email', ...counted },
    ]);
  });

  it('is not changed by who has not seen the version in force, nor by what is no policy', async () => {
    const version = await seen();
    const stale = await ask('set', await file('stale.json', {}), '--expected-version', '999', ...inbound);
    expect(stale.stderr).toContain('err:filter:conflict:version');
    const unknown = await file('unknown.json', { types: { CREDIT_CRAD: 'mask' } });
    const wrong = await ask('set', unknown, '--expected-version', version, ...inbound);
    expect(wrong.stderr).toContain('CREDIT_CRAD');
    expect([stale.exitCode, wrong.exitCode]).not.toContain(0);
    expect(await seen()).toBe(version);
  });
});
