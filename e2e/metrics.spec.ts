import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { managementPorts, scrape } from './support/metrics.ts';
import { sharedSystem, type System } from './support/system.ts';

/** The values of all labels of a page; those of `le` are numbers by definition. */
function labelValues(page: string): readonly string[] {
  const labels = page.matchAll(/(?<name>[a-zA-Z_]\w*)="(?<value>(?:[^"\\]|\\.)*)"/g);
  return [...labels].flatMap(({ groups }) => (groups?.['name'] === 'le' ? [] : [groups?.['value'] ?? '']));
}

describe('metrics', () => {
  let system: System;
  let client: DemoClient;

  beforeAll(async () => {
    system = await sharedSystem();
    client = await DemoClient.of(system);
  });

  it('hold no id, no name and no word of a request, whatever is asked of the system', async () => {
    const [jti, subject, sku, order, path] = Array.from({ length: 5 }, () => randomUUID());
    const name = `canary-${randomUUID()}`;
    const asked = [
      await client.ask(`/v1/tokens/${jti}/revoke`, { json: { reason: 'admin' } }),
      await client.ask(`/v1/subjects/${subject}/revoke`, { json: { reason: 'admin' } }),
      await client.ask(`/v1/stock/${sku}`),
      await client.ask(`/v1/orders/${order}`),
      await client.ask(`/v1/${path}/${path}`),
      await client.ask(`/errors/${path}/a/b`),
      await client.ask('/v1/filter', { json: { text: name } }),
      await client.ask('/v1/secrets', {
        json: { service_name: name, token_type: 'api_key', name, value: randomUUID() },
      }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 404, 404, 404, 404, 200, 201]);

    const ports = await managementPorts(system.root);
    expect(ports.length).toBeGreaterThanOrEqual(12);
    for (const page of await Promise.all(ports.map(scrape))) {
      expect(page).toContain('process_cpu_seconds_total');
      for (const value of labelValues(page)) {
        expect(value).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|[0-9a-f]{16}|canary|@/i);
        expect(value.length).toBeLessThanOrEqual(64);
      }
    }
  });

  it('say of every process that it follows the revocation log over Redis too', async () => {
    const followed = /^strongroom_broadcast_staleness_seconds\{topic="revocation\.log\.follow\.v1"\} \d/m;
    const refused = /^strongroom_messages_refused_total\{[^}]*\} (?!0$)/m;
    const ports = await managementPorts(system.root);
    const pages = await Promise.all(ports.map(scrape));
    const guarded = ports.filter((_, index) => pages[index]?.includes('strongroom_guard_ready'));
    expect(guarded.length).toBeGreaterThanOrEqual(12);
    for (const port of guarded) {
      while (!followed.test(await scrape(port)));
      expect(await scrape(port)).not.toMatch(refused);
    }
  });
});
