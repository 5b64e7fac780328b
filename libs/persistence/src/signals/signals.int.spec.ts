import { testDatabase, type TestDatabase } from '@strongroom/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('Signals', () => {
  it('wake every listener of the channel, in this process and in others, and nobody else', async () => {
    const [here, there] = [await database.as('cleanup'), await database.as('cleanup')];
    const rung = [here, there].map(({ signals }) => {
      const heard = Promise.withResolvers<undefined>();
      signals.listen('bell', () => {
        heard.resolve(undefined);
      });
      return heard.promise;
    });
    let wrong = 0;
    const stop = there.signals.listen('other', (payload) => {
      if (payload !== '') wrong += 1;
    });
    here.signals.ring('bell');
    await Promise.all(rung);
    stop();
    expect(wrong).toBe(0);
  });

  it('call every listener once after the connection was lost, since a signal may have been missed', async () => {
    const { signals } = await database.as('revocation');
    const first = Promise.withResolvers<undefined>();
    const again = Promise.withResolvers<undefined>();
    let calls = 0;
    signals.listen('bell', () => {
      calls += 1;
      if (calls === 1) first.resolve(undefined);
      else again.resolve(undefined);
    });
    signals.ring('bell');
    await first.promise;
    await database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'revocation signals' AND datname = current_database()`,
    );
    await again.promise;
    expect(calls).toBeGreaterThanOrEqual(2);
  });
});
