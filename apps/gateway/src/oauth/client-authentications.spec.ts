import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { authenticateClient } from '@strongroom/contracts';
import { noTenant, runInContext, serviceContext } from '@strongroom/security-context';
import { invalidClient, revoked, StandInCalls, StandInGuard, unavailable } from '../../test/gateway-harness.js';
import { ClientAuthentications, type AuthenticatedClient } from './client-authentications.js';

const known = { client_id: 'shop', tenant: 'demo', pos: 7 };
const credentials = { clientId: 'shop', clientSecret: 's3cret' };

let calls: StandInCalls;
let guard: StandInGuard;
let clients: ClientAuthentications;

beforeEach(() => {
  jest.useFakeTimers();
  calls = new StandInCalls();
  calls.answer(authenticateClient, () => known);
  guard = new StandInGuard();
  clients = new ClientAuthentications(calls, guard);
});
afterEach(() => {
  jest.useRealTimers();
});

const authenticate = (given = credentials): Promise<AuthenticatedClient> =>
  runInContext(serviceContext('gateway', noTenant), () => clients.authenticate(given));

describe('the authentication of a client', () => {
  it('is asked for once, and held for a minute', async () => {
    await expect(authenticate()).resolves.toEqual(known);
    jest.advanceTimersByTime(59_999);
    await expect(authenticate()).resolves.toEqual(known);
    expect(calls.made).toHaveLength(1);
    jest.advanceTimersByTime(1);
    await authenticate();
    expect(calls.made).toHaveLength(2);
  });

  it('is not made longer by being used, nor by a time of day that is set back', async () => {
    await authenticate();
    jest.setSystemTime(0);
    for (let second = 0; second < 60; second += 1) {
      jest.advanceTimersByTime(1_000);
      await authenticate();
    }
    expect(calls.made).toHaveLength(2);
  });

  it('holds for that id with that secret only, wherever one ends and the other begins', async () => {
    await authenticate();
    calls.answer(authenticateClient, invalidClient);
    for (const other of [
      { clientId: 'shop', clientSecret: 's3cret2' },
      { clientId: 'shops3', clientSecret: 'cret' },
      { clientId: 'shop","s3cret', clientSecret: '' },
    ]) {
      await expect(authenticate(other)).rejects.toMatchObject({ code: 'err:oauth:invalid:client' });
    }
    await expect(authenticate()).resolves.toEqual(known);
  });

  it('that failed is not held, for good or for ill', async () => {
    calls.answer(authenticateClient, invalidClient);
    await expect(authenticate()).rejects.toMatchObject({ code: 'err:oauth:invalid:client' });
    await expect(authenticate()).rejects.toMatchObject({ code: 'err:oauth:invalid:client' });
    expect(calls.made).toHaveLength(2);
    calls.answer(authenticateClient, () => known);
    await expect(authenticate()).resolves.toEqual(known);
  });

  it('is judged by the guard on every use, strictly, as what rests on the client up to its place in the log', async () => {
    await authenticate();
    expect(guard.checked).toEqual([]);
    await authenticate();
    expect(guard.checked).toEqual([
      [
        { tenant: 'demo', subject: 'shop', client: 'shop', pos: 7, jti: '', expiresAtMs: Infinity },
        { policy: 'strict' },
      ],
    ]);
  });

  it('is dropped at once where the client was cut off, and proven anew', async () => {
    await authenticate();
    guard.standing = revoked;
    calls.answer(authenticateClient, invalidClient);
    await expect(authenticate()).rejects.toMatchObject({ code: 'err:oauth:invalid:client' });
    guard.standing = { active: true, confirmed: true };
    await expect(authenticate()).rejects.toMatchObject({ code: 'err:oauth:invalid:client' });
  });

  it('is nobody’s to use while nobody can say whether the client was cut off', async () => {
    await authenticate();
    guard.standing = unavailable;
    await expect(authenticate()).rejects.toMatchObject({
      ...{ code: 'err:access:unavailable:revocation', retryAfterMs: 2_000 },
    });
  });

  it('is held for a thousand clients, the latest', async () => {
    for (let n = 0; n <= 1_000; n += 1) await authenticate({ clientId: `client-${n}`, clientSecret: 's' });
    expect(calls.made).toHaveLength(1_001);
    await authenticate({ clientId: 'client-1000', clientSecret: 's' });
    expect(calls.made).toHaveLength(1_001);
    await authenticate({ clientId: 'client-0', clientSecret: 's' });
    expect(calls.made).toHaveLength(1_002);
  });
});
