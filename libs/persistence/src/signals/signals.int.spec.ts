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

  it('call every listener after the connection was lost, since a signal may have been missed', async () => {
    const { signals } = await database.as('revocation');
    let called = Promise.withResolvers<undefined>();
    signals.listen('bell', () => {
      called.resolve(undefined);
    });
    signals.ring('bell');
    await called.promise;
    const [before] = await signallers();
    called = Promise.withResolvers();
    await database.query('SELECT pg_terminate_backend($1)', [before]);
    let now = before;
    while (now === undefined || now === before) {
      await called.promise;
      called = Promise.withResolvers();
      [now] = await signallers();
    }
    expect(now).not.toBe(before);
  });
});

/** Backends of the signalling connections of the service revocation. */
async function signallers(): Promise<number[]> {
  const rows = await database.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE application_name = 'revocation signals' AND datname = current_database()`,
  );
  return rows.map(({ pid }) => pid);
}
