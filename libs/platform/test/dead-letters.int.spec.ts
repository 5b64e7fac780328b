import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { AuditLog } from '@strongroom/audit';
import { type ActOnDeadLetters as ActContract, type Input, type Output } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { DeadLetters, KnownPairKeys, RedisEventPublisher } from '@strongroom/messaging';
import { runInContext } from '@strongroom/security-context';
import { testContext, testDatabase, testVariable, type TestDatabase } from '@strongroom/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { ActOnDeadLetters } from '../src/dead-letters/act-on-dead-letters.js';
import { VisibleLetters } from '../src/dead-letters/visible-letters.js';
import { ListDeadLetters, PurgeDeadLetters, RequeueDeadLetters, ShowDeadLetter } from '../src/index.js';

const PATTERN = 'revocation.credential.revoked.v1';
const call = { id: uuidv7(), deadlineMs: Date.now() + 60_000, signal: new AbortController().signal };
const defaults = { limit: 500, dry_run: false };

let database: TestDatabase;
let redis: Redis;
let prefix: string;
let letters: DeadLetters;
let publisher: RedisEventPublisher;
let useCases: UseCases;

beforeAll(async () => {
  database = await testDatabase();
  redis = new Redis(testVariable('TEST_REDIS_URL'));
});
afterAll(async () => {
  redis.disconnect();
  await database.close();
});
beforeEach(async () => {
  prefix = `t${randomUUID().slice(0, 8)}:`;
  const [own, theirs] = [generateKeyPairSync('x25519'), generateKeyPairSync('x25519')];
  const peers = { 'auth-token': own.publicKey, revocation: theirs.publicKey };
  const keys = (self: string, privateKey: KeyObject): KnownPairKeys => new KnownPairKeys({ self, privateKey, peers });
  const wire = { redis: testVariable('TEST_REDIS_URL'), prefix };
  letters = new DeadLetters({ ...wire, service: 'auth-token', keys: keys('auth-token', own.privateKey) });
  publisher = new RedisEventPublisher({ ...wire, service: 'revocation', keys: keys('revocation', theirs.privateKey) });
  useCases = await assemble();
});
afterEach(async () => {
  letters.close();
  publisher.close();
  await redis.unlink(stream(), dead());
});

const stream = (): string => `${prefix}{event:auth-token}`;
const dead = (): string => `${stream()}:dead`;

interface UseCases {
  readonly list: ListDeadLetters;
  readonly show: ShowDeadLetter;
  readonly requeue: RequeueDeadLetters;
  readonly purge: PurgeDeadLetters;
}

async function assemble(): Promise<UseCases> {
  const { transactions, db } = await database.as('auth-token');
  const audit = new AuditLog(db);
  const visible = new VisibleLetters('auth-token', letters);
  const acts = new ActOnDeadLetters('auth-token', visible, transactions, audit);
  return {
    list: new ListDeadLetters(visible),
    show: new ShowDeadLetter('auth-token', visible, transactions, audit),
    requeue: new RequeueDeadLetters(acts, visible),
    purge: new PurgeDeadLetters(acts, visible),
  };
}

/** Buries an event of the tenant, as its consumer does. */
async function bury(tenant: string, about: { status?: string; pattern?: string } = {}): Promise<string> {
  const { status = 'INTERNAL', pattern = PATTERN } = about;
  const body = {
    ...{ tenant, trace_id: '0'.repeat(32), actor: { type: 'client', id: 'c' }, time: new Date().toISOString() },
    data: { target: 'canary' },
  };
  await publisher.publish([{ consumer: 'auth-token', pattern, id: uuidv7(), body }]);
  const [entry] = await redis.xrangeBuffer(stream(), '-', '+');
  const [entryId, fields] = entry ?? ['', []];
  await redis.xdel(stream(), entryId);
  const reason = [
    'status',
    status,
    'code',
    'err:test:down:x',
    'message',
    'not now',
    'attempts',
    '16',
    'entry',
    entryId,
  ];
  return String(await redis.xadd(dead(), '*', 'm', fields[1] ?? '', ...reason));
}

/** As somebody of the tenant; with every tenant's letters if so wished. */
function as<T>(tenant: string, work: () => Promise<T>, all = false): Promise<T> {
  const scopes = ['dead-letters:read', 'dead-letters:write', ...(all ? ['dead-letters:all-tenants'] : [])];
  return runInContext(testContext({ tenant, scopes }), work);
}

function act(
  verb: 'requeue' | 'purge',
  tenant: string,
  input: Partial<Input<ActContract>>,
  all = false,
): Promise<Output<ActContract>> {
  return as(tenant, () => useCases[verb].execute({ ...defaults, ...input }, call), all);
}

interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly details: Readonly<Record<string, unknown>>;
}

function audited(tenant: string): Promise<readonly AuditRow[]> {
  return database.query<AuditRow>('SELECT action, outcome, details FROM audit.entry WHERE tenant = $1 ORDER BY id', [
    tenant,
  ]);
}

describe('the dead letters of a service', () => {
  it('are listed for their own tenant, counted whole, and without a word of their bodies', async () => {
    const tenant = `t-${uuidv7()}`;
    const ids = [await bury(tenant), await bury('another'), await bury(tenant, { status: 'UNAVAILABLE' })];
    const page = await as(tenant, () => useCases.list.execute({ limit: 1 }, call));
    expect(page).toMatchObject({
      total: 2,
      letters: [{ id: ids[0], attempts: 16, event: { tenant, pattern: PATTERN } }],
    });
    expect(JSON.stringify(page)).not.toContain('canary');
    const rest = await as(tenant, () => useCases.list.execute({ limit: 50, after: ids[0] }, call));
    expect(rest.letters.map(({ id }) => id)).toEqual([ids[2]]);
    const some = await as(tenant, () => useCases.list.execute({ limit: 50, status: 'UNAVAILABLE' }, call));
    expect(some).toMatchObject({ total: 1, letters: [{ id: ids[2] }] });
    const old = await as(tenant, () => useCases.list.execute({ limit: 50, older_than_s: 3_600 }, call));
    expect(old.total).toBe(0);
  });

  it('are all listed for who may see every tenant’s, with those that are nobody’s', async () => {
    await bury('one');
    await bury('two');
    await redis.xadd(dead(), '*', 'm', 'forged');
    const { letters: seen } = await as('one', () => useCases.list.execute({ limit: 50 }, call), true);
    expect(seen.map(({ event, refusal }) => event?.tenant ?? refusal)).toEqual(['one', 'two', 'malformed']);
  });

  it('show a body only when asked, and then it is on record first', async () => {
    const tenant = `t-${uuidv7()}`;
    const letter_id = await bury(tenant);
    expect(await as(tenant, () => useCases.show.execute({ letter_id, body: 'false' }))).toMatchObject({ body: null });
    expect(await audited(tenant)).toEqual([]);
    expect(await as(tenant, () => useCases.show.execute({ letter_id, body: 'true' }))).toMatchObject({
      body: { tenant, data: { target: 'canary' } },
      withheld: null,
    });
    expect(await audited(tenant)).toMatchObject([{ action: 'dead-letter.read', outcome: 'succeeded' }]);
  });

  it('keep a body back of which no contract says what is secret', async () => {
    const letter_id = await bury('one', { pattern: 'revocation.thing.happened.v9' });
    const shown = await as('one', () => useCases.show.execute({ letter_id, body: 'true' }));
    expect(shown).toMatchObject({ body: null, withheld: expect.stringContaining('contract') });
  });

  it('are not there for another tenant', async () => {
    const letter_id = await bury('one');
    const code = 'err:dead-letters:unknown:letter';
    await expect(as('two', () => useCases.show.execute({ letter_id, body: 'true' }))).rejects.toMatchObject({ code });
    expect(await act('purge', 'two', { ids: [letter_id] })).toMatchObject({ matched: 0, done: 0, gone: 1 });
    expect(await act('purge', 'two', { all: true })).toMatchObject({ matched: 0, done: 0 });
    expect(await redis.xlen(dead())).toBe(1);
  });
});

describe('putting back', () => {
  it('moves what is meant, says what stays, and is on record before and after', async () => {
    const tenant = `t-${uuidv7()}`;
    const ids = [await bury(tenant), await bury(tenant, { status: 'UNAVAILABLE' }), await bury(tenant)];
    expect(await act('requeue', tenant, { status: 'INTERNAL' })).toEqual({
      ...{ matched: 2, done: 2, kept: [], gone: 0, left: 0, next: null },
    });
    expect(await redis.xlen(stream())).toBe(2);
    expect(await audited(tenant)).toMatchObject([
      {
        action: 'dead-letter.requeue.begin',
        details: { by: 'filter', status: 'INTERNAL', count: 2, ids: [ids[0], ids[2]] },
      },
      { action: 'dead-letter.requeue', outcome: 'succeeded', details: { done: 2, gone: 0, kept: [] } },
    ]);
    expect(await act('requeue', tenant, { ids })).toMatchObject({ matched: 1, done: 1, gone: 2 });
  });

  it('leaves alone what the service would refuse', async () => {
    const id = String(await redis.xadd(dead(), '*', 'm', 'forged'));
    const answer = await act('requeue', 'one', { all: true }, true);
    expect(answer).toMatchObject({ matched: 1, done: 0, kept: [{ id, why: expect.stringContaining('malformed') }] });
    expect(await redis.xlen(dead())).toBe(1);
  });
});

describe('purging', () => {
  it('goes on where it stopped, and not to what was buried meanwhile', async () => {
    const tenant = `t-${uuidv7()}`;
    for (let n = 0; n < 5; n += 1) await bury(tenant);
    const first = await act('purge', tenant, { all: true, limit: 2 });
    expect(first).toMatchObject({ matched: 5, done: 2, left: 3 });
    const late = await bury(tenant);
    const { after, up_to } = first.next ?? {};
    expect(await act('purge', tenant, { all: true, after, up_to })).toMatchObject({ matched: 3, done: 3, next: null });
    expect((await redis.xrange(dead(), '-', '+')).map(([id]) => id)).toEqual([late]);
  });

  it('only counts when that is wished, and puts nothing on record then', async () => {
    const tenant = `t-${uuidv7()}`;
    const id = await bury(tenant);
    const wish = { ids: [id, '1764043200000-0'], dry_run: true };
    expect(await act('purge', tenant, wish)).toMatchObject({ matched: 1, done: 1, gone: 1 });
    expect(await redis.xlen(dead())).toBe(1);
    expect(await audited(tenant)).toEqual([]);
  });
});
