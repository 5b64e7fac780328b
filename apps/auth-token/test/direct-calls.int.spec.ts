import { createPublicKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { AuditLog } from '@strongroom/audit';
import { authTokenWithoutRedis, fault, issueToken, listKeys, listSecrets } from '@strongroom/contracts';
import { seedDemo } from '@strongroom/entities';
import { StaticKeys, verificationKey } from '@strongroom/guard';
import { Inbox } from '@strongroom/persistence';
import {
  AnswerSigner,
  DirectClient,
  directPath,
  DirectReception,
  Logger,
  openOwnKey,
  Reception,
  ServiceKeys,
} from '@strongroom/platform';
import { freePort } from '@strongroom/provisioning';
import { ContextStatements, noTenant } from '@strongroom/security-context';
import { inTenant, testContext } from '@strongroom/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DirectCallers } from '../src/direct/direct-callers.js';
import { AuthTokenDirectCalls } from '../src/direct/direct-calls.js';
import { DirectListener } from '../src/direct/direct-listener.js';
import { DisableClient } from '../src/disable-client/disable-client.js';
import { DisableClientStore } from '../src/disable-client/disable-client.store.js';
import { type AuthTokenSettings } from '../src/settings.js';
import { AuthTokenHarness, type Replica } from './auth-token-harness.js';

jest.setTimeout(60_000);

const secret = randomBytes(32).toString('base64url');
const attempt = { client_id: 'demo', client_secret: secret };
const logger = Logger.create({ service: 'auth-token', instance: 'test', level: 'silent', freeText: String });
/** As the gateway asks: for nobody, of no tenant, resting on no token. */
const anonymous = testContext({ tenant: noTenant, actor: { type: 'system', id: 'anonymous' } });

let harness: AuthTokenHarness;
let service: Replica;
let urls: string[];
const listeners: DirectListener[] = [];

beforeAll(async () => {
  harness = await AuthTokenHarness.start();
  service = await harness.replica();
  await inTenant('demo', () =>
    service.transactions.run(() =>
      seedDemo(service.db, { clientSecret: secret, scopes: ['orders:read', 'revocation:emergency'] }),
    ),
  );
  urls = [await listen(service), await listen(await harness.replica())];
});
beforeEach(() => {
  harness.head.onRead = () => Promise.resolve();
  harness.head.stopped = false;
});
afterAll(async () => {
  for (const listener of listeners) await listener.beforeApplicationShutdown();
  await harness.close();
});

async function listen({ db, transactions, issueToken: issue, authenticateClient, listKeys: keys }: Replica) {
  const pairKeys = await ServiceKeys.open('auth-token', harness.vault);
  const reception = new Reception(new ContextStatements('auth-token', pairKeys), { require: () => Promise.resolve() });
  const disable = new DisableClient(new DisableClientStore(db), transactions, new AuditLog(db));
  const calls = new AuthTokenDirectCalls(
    new DirectReception(reception, logger),
    issue,
    authenticateClient,
    keys,
    disable,
  );
  const callers = new DirectCallers(pairKeys, transactions, new Inbox(db, 'auth'));
  const CALLS_PORT = await freePort();
  const settings = { CALLS_HOST: '127.0.0.1', CALLS_PORT } as AuthTokenSettings;
  const listener = new DirectListener(settings, new AnswerSigner('auth-token', harness.vault), callers, calls, logger);
  await listener.onApplicationBootstrap();
  listeners.push(listener);
  return `http://127.0.0.1:${CALLS_PORT}`;
}

/** A call as `self` makes it when Redis is dead. */
async function call(pattern: string, input: object, { self = 'gateway', to = urls.slice(0, 1) } = {}) {
  const pairKeys = await ServiceKeys.open(self, await harness.vaultAs(self as 'gateway'));
  const { keyId, privateKey } = await openOwnKey(harness.vault, 'auth-token', 'signing');
  const signingKeys = new StaticKeys([verificationKey(keyId, 'EdDSA', createPublicKey(privateKey))]);
  const client = new DirectClient({ self, instance: '1', peer: 'auth-token', urls: to, pairKeys, signingKeys });
  const securityContext = await new ContextStatements(self, pairKeys).seal(anonymous, 'auth-token');
  return client.call(pattern, input, { securityContext });
}
const tokens = async (): Promise<number> => (await harness.database.query('SELECT 1 FROM auth.token')).length;

describe('a call of auth-token without Redis', () => {
  it('gets a client its token, which rests on the head of the log as any other does', async () => {
    harness.head.seq = 4_711;
    expect(await call(issueToken.pattern, attempt)).toMatchObject({ token_type: 'Bearer', scope: 'orders:read' });
    expect(await harness.database.query('SELECT pos, client_id FROM auth.token')).toMatchObject([
      { pos: '4711', client_id: 'demo' },
    ]);
  });

  it('gets nobody a token while the head of the log cannot be known', async () => {
    const before = await tokens();
    const code = 'err:platform:unavailable:service';
    harness.head.onRead = () => Promise.reject(fault(code, { message: 'revocation cannot be reached' }));
    await expect(call(issueToken.pattern, attempt)).rejects.toMatchObject({ status: 'UNAVAILABLE', code });
    expect(await tokens()).toBe(before);
  });

  it('gets a token while a stop stands only to who asks by name for the right to deal with it', async () => {
    harness.head.stopped = true;
    const code = 'err:revocation:unavailable:stopped';
    await expect(call(issueToken.pattern, attempt)).rejects.toMatchObject({ code });
    const scope = 'revocation:emergency';
    expect(await call(issueToken.pattern, { ...attempt, scope })).toMatchObject({ scope });
  });

  it('refuses a wrong secret as over Redis, and names what is wrong with the input', async () => {
    const code = 'err:oauth:invalid:client';
    await expect(call(issueToken.pattern, { ...attempt, client_secret: 'x' })).rejects.toMatchObject({ code });
    await expect(call(issueToken.pattern, { client_id: 'demo' })).rejects.toMatchObject({
      fields: [{ pointer: '/client_secret' }],
    });
  });

  it('is carried out once: who recorded the request gets nothing for it, at this replica or another', async () => {
    let recorded = { body: '', authorization: '' };
    const recorder = createServer((request, response) => {
      void text(request).then((body) => {
        recorded = { body, authorization: request.headers.authorization ?? '' };
        response.writeHead(500).end();
      });
    }).listen(0, '127.0.0.1');
    await once(recorder, 'listening');
    const { port } = recorder.address() as AddressInfo;
    await expect(call(issueToken.pattern, attempt, { to: [`http://127.0.0.1:${port}`] })).rejects.toThrow();
    recorder.close();

    const before = await tokens();
    const send = ({ body, authorization } = recorded, url = urls[0] ?? '') =>
      fetch(new URL(directPath(issueToken.pattern), url), {
        ...{ method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body },
      }).then(({ status }) => status);
    expect(await send()).toBe(200);
    expect([await send(), await send(recorded, urls[1])]).toEqual([401, 401]);
    expect(await tokens()).toBe(before + 1);
  });

  it('is shut to whoever does not share a key with the service, and to services that may not call', async () => {
    const response = await fetch(new URL(directPath(issueToken.pattern), urls[0]), {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    });
    expect(response.status).toBe(401);
    const denied = { status: 'PERMISSION_DENIED', code: 'err:access:denied:scope' };
    await expect(call(issueToken.pattern, attempt, { self: 'cleanup' })).rejects.toMatchObject(denied);
  });

  it('is taken for what the contracts name, and nothing else', async () => {
    for (const { pattern } of authTokenWithoutRedis.filter((contract) => contract !== listKeys))
      await expect(call(pattern, { canary: 1 })).rejects.not.toMatchObject({ status: 'NOT_FOUND' });
    expect(await call(listKeys.pattern, {})).toMatchObject({ keys: [{ kty: 'RSA' }] });
    await expect(call(listSecrets.pattern, {})).rejects.toMatchObject({ status: 'NOT_FOUND' });
  });
});
