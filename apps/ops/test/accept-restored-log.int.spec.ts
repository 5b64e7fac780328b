import { randomUUID } from 'node:crypto';
import { Sealer } from '@strongroom/persistence';
import { testDatabase, testVaultLogin, type TestDatabase } from '@strongroom/testing';
import { VaultClient, VaultSecretStore } from '@strongroom/vault';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { asAdministrator } from '../src/database/as-administrator.js';
import { acceptRestoredLog, type AcceptTerms, type Accepted } from '../src/restored-log/accept-restored-log.js';
import { revocationLog } from '../src/restored-log/restored-log.store.js';
import { readMark } from '../src/restored-log/accept-restored-log.command.js';

const GENERATION = 2 ** 40;
const mark = { seq: GENERATION + 5, entryId: randomUUID() };
const terms: AcceptTerms = { mark, seen: mark.seq, reason: 'a drill', actor: 'ann' };

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
  await logEndsAt(1, 3);
}, 60_000);
afterEach(() => database.close());

const logEndsAt = (generation: number, n: number) =>
  database.query(`UPDATE revocation.log_head SET generation = $1, n = $2 WHERE log = 'event'`, [generation, n]);
const entryAt = (seq: number, id: string) =>
  database.query(
    `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, actor_type, actor_id, expires_at, seq, sealed_at)
     VALUES ($1, 'demo', 'subject', 'alice', decode(repeat('00', 16), 'hex'), 'admin', 'client', 'shop', '2100-01-01Z', $2, now())`,
    [id, seq],
  );
const accept = (about: Partial<AcceptTerms> = {}): Promise<Accepted> =>
  asAdministrator(database.url, (admin) => acceptRestoredLog(admin, { ...terms, ...about }));
/** Makes this process the writer of the log, which a replica of the service is. */
async function writeLog(): Promise<void> {
  const { transactions, db, signals } = await database.as('revocation');
  await new Sealer(transactions, db, signals, revocationLog).seal();
}
const state = async () => ({
  head: await database.query(`SELECT generation, n FROM revocation.log_head WHERE log = 'event'`),
  audited: await database.query(`SELECT tenant, action, actor_type, actor_id, details FROM audit.entry`),
  entries: await database.query('SELECT FROM revocation.event'),
});

describe('accepting a log that was restored', () => {
  it('has it go on above all that was given out, ends nothing, and says in the audit log who chose that and why', async () => {
    await expect(accept()).resolves.toEqual({ lostUpTo: mark.seq, head: GENERATION + 3, generation: 2 });
    expect(await state()).toMatchObject({
      head: [{ generation: expect.anything(), n: '0' }],
      audited: [
        {
          ...{ tenant: '*', action: 'log.restore.accept', actor_type: 'user', actor_id: 'ann' },
          details: { generation: 2, seen: mark.seq, head: GENERATION + 3, reason: 'a drill' },
        },
      ],
      entries: [],
    });
  });

  it('is possible where the restored log has given the place to another entry', async () => {
    await logEndsAt(1, 5);
    await entryAt(mark.seq, randomUUID());
    await expect(accept()).resolves.toMatchObject({ generation: 2 });
  });

  it.each([
    ['nothing was lost', () => entryAt(mark.seq, mark.entryId).then(() => logEndsAt(1, 5)), {}, 'was not restored'],
    ['it has gone on since', () => entryAt(mark.seq, mark.entryId).then(() => logEndsAt(1, 9)), {}, 'was not restored'],
    ['the service came first', () => logEndsAt(2, 1), {}, 'generation 2 already'],
    ['it is not what was seen', () => Promise.resolve(), { seen: mark.seq - 1 }, String(mark.seq)],
    ['the service runs', writeLog, {}, 'stop all of them'],
  ])('is refused, and changes nothing, where %s', async (_what, given, about, why) => {
    await given();
    const before = await state();
    await expect(accept(about)).rejects.toThrow(why);
    expect(await state()).toEqual(before);
  });

  it('happens once', async () => {
    await accept();
    await expect(accept()).rejects.toThrow('generation 2 already');
    expect((await state()).audited).toHaveLength(1);
  });
});

describe('the mark', () => {
  it('is what the secret store says; without one nothing is known to be lost', async () => {
    const client = await VaultClient.open(testVaultLogin('revocation'));
    const store = new VaultSecretStore(client);
    const path = `services/revocation/log-mark-${randomUUID()}`;
    await expect(readMark(store, path)).rejects.toMatchObject({ exitCode: 7 });
    await store.write(path, { seq: String(mark.seq), entry_id: mark.entryId }, { cas: 0 });
    await expect(readMark(store, path)).resolves.toEqual(mark);
    await client.close();
  });

  it('is for the command line to read, with its own login', async () => {
    const client = await VaultClient.open(testVaultLogin('ops'));
    // Not found, and not: denied.
    await expect(readMark(new VaultSecretStore(client))).rejects.toMatchObject({ exitCode: 7 });
    await client.close();
  });
});
