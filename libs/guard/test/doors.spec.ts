import { get, type IncomingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessTokenVerifier, bearerDoor, Guard, RevocationReplica, StaticKeys } from '../src/index.js';
import { doors, type Door, type Routes, type ServedDoors } from './support/doors.js';
import { AUDIENCE, ISSUER, TestIssuer } from './support/issuer.js';
import { batch, entry } from './support/log.js';
import { passportDoors } from './support/passport-doors.js';

const issuer = new TestIssuer();
const nowS = Math.floor(Date.now() / 1000);
const times = { iat: nowS - 10, exp: nowS + 900 };
const good = issuer.issue(times);
const tokens = {
  good,
  expired: issuer.issue({ ...times, exp: nowS - 60 }),
  issuedSince: issuer.issue({ ...times, pos: 101 }),
  revoked: issuer.issue({ ...times, sub: 'mallory' }),
  padded: `${good}=`,
};

const keys = new StaticKeys([issuer.key]);
const clock = { monotonicMs: 0 };
const guardOf = (replica: RevocationReplica): Guard =>
  new Guard({
    verifier: new AccessTokenVerifier({ keys, issuer: ISSUER, audience: AUDIENCE }),
    replica,
    refresher: { refresh: () => Promise.reject(new Error('nobody there')) },
  });
function replicaOf(...entries: Parameters<typeof batch>[0]): RevocationReplica {
  const replica = new RevocationReplica({ monotonicMs: () => clock.monotonicMs });
  replica.apply(batch(entries, { through: 101 }));
  return replica;
}
const guards = {
  following: guardOf(replicaOf(entry(101, 'subject', 'mallory'))),
  stopped: guardOf(replicaOf(entry(101, 'stop', ''))),
  'not bootstrapped': guardOf(new RevocationReplica()),
};

const routes: Routes = {
  '/any': {},
  '/write': { scopes: ['read', 'write'] },
  '/admin': { scopes: ['read', 'admin'] },
  '/strict': { policy: 'strict' },
  '/open': { policy: 'open' },
  '/emergency': { duringStop: true },
  '/forgotten': undefined,
};

interface Row {
  readonly it: string;
  readonly path?: keyof typeof routes;
  readonly authorization?: readonly string[];
  readonly query?: string;
  readonly guard?: keyof typeof guards;
  /** Age of the guard's knowledge, ms. */
  readonly ageMs?: number;
  readonly status: number;
  readonly challenge?: string;
  readonly retryAfter?: string;
  readonly confirmed?: boolean;
  /** What passport's door does otherwise. */
  readonly passport?: Pick<Row, 'it' | 'status' | 'retryAfter'>;
}

const send = (token: keyof typeof tokens): Pick<Row, 'authorization'> => ({
  authorization: [`Bearer ${tokens[token]}`],
});
const admitted = { ...send('good'), status: 200, confirmed: true };
const invalid = (code: string): Pick<Row, 'status' | 'challenge'> => ({
  status: 401,
  challenge: `Bearer error="invalid_token", error_description="${code}"`,
});
const asked = { status: 401, challenge: 'Bearer' };
const unknown = { ...send('good'), status: 503, retryAfter: '1' };

const table: readonly Row[] = [
  { it: 'lets in the bearer of a good token', ...admitted },
  { it: 'takes the scheme in any case', ...admitted, authorization: [`BEARER ${good}`] },
  { it: 'lets in whoever holds every scope', ...admitted, path: '/write' },
  {
    it: 'lets in on knowledge that is young enough for bounded',
    ...{ ...admitted, ageMs: 3_000 },
    passport: { it: 'is strict unless it is told otherwise', status: 503, retryAfter: '1' },
  },
  {
    it: 'lets in under open, and says that nobody confirmed it',
    ...admitted,
    ...{ path: '/open', ageMs: 10_000 },
    confirmed: false,
  },
  {
    it: 'lets in what was issued since the stop where the route deals with it',
    ...admitted,
    ...send('issuedSince'),
    guard: 'stopped',
    path: '/emergency',
  },
  { it: 'asks for a token where none is sent', ...asked },
  { it: 'asks for a token where another scheme is sent', ...asked, authorization: ['Basic YTpi'] },
  { it: 'asks for one token where two are sent', ...asked, authorization: [`Bearer ${good}`, `Bearer ${good}`] },
  { it: 'does not look for a token in the query', ...asked, query: `?access_token=${good}` },
  { it: 'refuses an expired token', ...send('expired'), ...invalid('expired') },
  { it: 'refuses a revoked token', ...send('revoked'), ...invalid('revoked') },
  {
    it: 'refuses a revoked token under open too',
    ...send('revoked'),
    ...invalid('revoked'),
    path: '/open',
    ageMs: 10_000,
  },
  { it: 'refuses a token in another encoding', ...send('padded'), ...invalid('malformed') },
  { it: 'refuses every token during a stop', ...send('issuedSince'), ...invalid('stopped'), guard: 'stopped' },
  {
    it: 'denies whoever lacks a scope, and names what it takes',
    ...{ ...send('good'), path: '/admin', status: 403 },
    challenge: 'Bearer error="insufficient_scope", scope="read admin"',
    passport: { it: 'asks for no scopes: lets in whoever lacks one', status: 200 },
  },
  {
    it: 'refuses a revoked token before it speaks of scopes',
    ...send('revoked'),
    ...invalid('revoked'),
    path: '/admin',
  },
  { it: 'cannot say under strict on knowledge of three seconds ago', ...unknown, path: '/strict', ageMs: 3_000 },
  { it: 'cannot say under bounded on knowledge of ten seconds ago', ...unknown, ageMs: 10_000 },
  { it: 'cannot say before the bootstrap', ...unknown, guard: 'not bootstrapped' },
  { it: 'cannot say before the bootstrap under open either', ...unknown, guard: 'not bootstrapped', path: '/open' },
  { it: 'gives nobody’s claims to a route that has no door', ...send('good'), path: '/forgotten', status: 500 },
];

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

function ask(url: string, authorization: readonly string[] = []): Promise<Answer> {
  const headers = ['host', new URL(url).host, ...authorization.flatMap((value) => ['authorization', value])];
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const { statusCode: status, headers: answered } = response;
      const isJson = (answered['content-type'] ?? '').includes('json') || status === 200;
      const body = isJson ? json(response) : Promise.resolve(response.resume()).then(() => undefined);
      body.then((read) => {
        resolve({ status, headers: answered, body: read });
      }, reject);
    }).on('error', reject);
  });
}

function rowsOf({ isPassport }: Door): readonly Row[] {
  if (isPassport !== true) return table;
  return table.map(({ passport, challenge, ...row }) => ({
    ...row,
    ...(passport ?? (challenge === undefined ? {} : { challenge })),
  }));
}

describe.each([...doors, ...passportDoors])('$name', (door) => {
  const served = new Map<string, ServedDoors>();
  beforeAll(async () => {
    for (const [name, guard] of Object.entries(guards)) served.set(name, await door.serve(guard, routes, keys));
  });
  afterAll(async () => {
    for (const { close } of served.values()) await close();
  });

  it.each(rowsOf(door))('$it', async ({ path = '/any', query = '', guard = 'following', ageMs = 0, ...row }) => {
    clock.monotonicMs = ageMs;
    const { status, headers, body } = await ask(`${served.get(guard)?.url ?? ''}${path}${query}`, row.authorization);
    const has = (what: NonNullable<Door['lacks']>[number]): boolean => door.lacks?.includes(what) !== true;
    expect({ status, challenge: headers['www-authenticate'], retryAfter: headers['retry-after'] }).toEqual({
      status: row.status,
      challenge: has('challenge') ? row.challenge : undefined,
      retryAfter: has('retryAfter') ? row.retryAfter : undefined,
    });
    if (status === 200)
      expect(body).toEqual({ sub: 'alice', ...(has('confirmed') ? { confirmed: row.confirmed } : {}) });
    else if (status !== 500) {
      const problem: unknown = expect.objectContaining({ type: 'about:blank', status, title: expect.any(String) });
      if (has('problem')) expect(body).toEqual(problem);
      else expect(body).not.toEqual(problem);
    }
  });
});

describe('a door', () => {
  it.each(['', 'read write', 'a"b', 'é'])('is not built for %j, which is no scope', (scope) => {
    expect(() => bearerDoor({ guard: guards.following, scopes: [scope] })).toThrow(
      /scopes: .* is no scope of RFC 6749/,
    );
  });
});
