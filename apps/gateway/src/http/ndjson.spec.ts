import { fault, exportRevocations } from '@strongroom/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openGatewayHarness, type GatewayHarness } from '../../test/gateway-harness.js';
import { ndjsonOf, type Page } from './ndjson.js';

let gateway: GatewayHarness;

beforeEach(async () => {
  gateway = await openGatewayHarness();
  gateway.guard.accept('good', { scopes: ['revocation:read'] });
});
afterEach(() => gateway.app.close());

const ids = ['01a1fd2d-21b4-704d-8aa4-72654d29cd33', '01a1fd2d-21b4-704d-8aa4-72654d29cd32'];
const entry = (revocation_id: string) => ({
  ...{ revocation_id, status: 'sealed' as const, seq: 7, scope: 'subject' as const, target: 'alice', note: null },
  ...{ reason: 'admin' as const, service_name: null, metadata: {}, revoked_by: { type: 'client', id: 'shop' } },
  ...{ recorded_at: '2026-01-01T00:00:00Z', sealed_at: '2026-01-01T00:00:00Z', expires_at: '2026-01-02T00:00:00Z' },
});
const get = () =>
  gateway.app.inject({ url: '/v1/revocations/export?target=alice', headers: { authorization: 'Bearer good' } });

describe('a route whose answer is streamed', () => {
  it('asks for page after page with the same filter, and writes one line for each item', async () => {
    const pages = ids.map((id, at) => ({ revocations: [entry(id)], next: at === 0 ? id : null }));
    gateway.calls.answer(exportRevocations, () => pages.shift() ?? { revocations: [], next: null });
    const answer = await get();
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    const lines = answer.body.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { revocation_id: string }).revocation_id)).toEqual(ids);
    const inputs = gateway.calls.madeOf(exportRevocations).map(({ input }) => input);
    expect(inputs).toEqual([{ target: 'alice' }, { target: 'alice', before: ids[0] }]);
  });

  it('has no line where there is nothing', async () => {
    gateway.calls.answer(exportRevocations, () => ({ revocations: [], next: null }));
    expect((await get()).body).toBe('');
  });

  it('is refused with a status of its own where the first page is', async () => {
    gateway.calls.answer(exportRevocations, () => {
      throw fault('err:access:denied:scope', { message: 'lacks the scope revocation:read' });
    });
    expect((await get()).statusCode).toBe(403);
  });
});

describe('the lines of an export', () => {
  const page = (items: number[], next: string | null): Page => ({ items, next });

  it('break off where a page fails, so that nobody takes a part for the whole', async () => {
    const lines = ndjsonOf(page([1], 'a'), () => Promise.reject(new Error('the token was revoked')));
    const read: string[] = [];
    const reading = (async () => {
      for await (const chunk of lines) read.push(String(chunk));
    })();
    await expect(reading).rejects.toThrow('the token was revoked');
    expect(read).toEqual(['1\n']);
  });

  it('are asked for no faster than they are read', async () => {
    let asked = 0;
    const lines = ndjsonOf(page([0], 'a'), () => Promise.resolve(page([(asked += 1)], 'more')));
    const iterator = lines[Symbol.asyncIterator]();
    for (let n = 1; n <= 20; n += 1) {
      await iterator.next();
      for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
      expect(asked).toBeLessThanOrEqual(n + 1);
    }
    lines.destroy();
  });
});
