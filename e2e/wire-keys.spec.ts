import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { managementPorts, scrape } from './support/metrics.ts';
import { sharedSystem, strongroomCli, type System } from './support/system.ts';

interface KeyRow {
  readonly service: string;
  readonly keyId: string;
  readonly state: string;
}

jest.setTimeout(180_000);

describe('strongroom wire-keys', () => {
  let system: System;
  let client: DemoClient;

  beforeAll(async () => {
    system = await sharedSystem();
    client = await DemoClient.of(system);
  });

  const refusals = async (): Promise<readonly string[]> => {
    const pages = await Promise.all((await managementPorts(system.root)).map(scrape));
    return pages.flatMap((page) => page.match(/^strongroom_messages_refused_total\{.*\} [1-9].*$/gm) ?? []);
  };

  async function rotate(service: string): Promise<readonly KeyRow[]> {
    const ran = await strongroomCli(system.root, ['--json', 'wire-keys', 'rotate', service, '--overlap-minutes', '60']);
    expect(ran).toMatchObject({ exitCode: 0 });
    return JSON.parse(ran.stdout) as readonly KeyRow[];
  }

  it('replaces the keys of both ends of every request, and no request fails', async () => {
    const before = await refusals();
    let flowing = true;
    const statuses = new Map<number, number>();
    const flow = async (): Promise<void> => {
      while (flowing) {
        const { status } = await client.ask('/v1/filter', { json: { text: 'nothing of interest' } });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const flows = [flow(), flow()];
    const made = [await rotate('gateway'), await rotate('content-filter')];
    for (const keys of made) expect(keys.map(({ state }) => state)).toEqual(['in use', 'coming']);
    const newest = new Set(made.map((keys) => keys.at(-1)?.keyId));
    const inUse = async (): Promise<readonly KeyRow[]> => {
      const { stdout } = await strongroomCli(system.root, ['--json', 'wire-keys', 'list']);
      return (JSON.parse(stdout) as readonly KeyRow[]).filter(
        ({ keyId, state }) => newest.has(keyId) && state === 'in use',
      );
    };
    while ((await inUse()).length < 2) await new Promise(setImmediate);
    const sofar = statuses.get(200) ?? 0;
    while ((statuses.get(200) ?? 0) < sofar + 200) await new Promise(setImmediate);
    flowing = false;
    await Promise.all(flows);
    expect([...statuses.keys()]).toEqual([200]);
    expect(await refusals()).toEqual(before);
  });
});
