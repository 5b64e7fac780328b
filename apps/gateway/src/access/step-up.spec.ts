import {
  confirmStop,
  emergencyStop,
  liftStop,
  revokeEverything,
  revokeService,
  revokeSigningKey,
  revokeSubject,
  revokeTenant,
  scheduleRevocation,
  showStop,
} from '@strongroom/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openGatewayHarness, type GatewayHarness } from '../../test/gateway-harness.js';
import { authenticatedAtS, requireStepUp } from './step-up.js';

const scopes = ['revocation:emergency', 'revocation:write'];
const sealed = {
  ...{ status: 'sealed' as const, revocation_id: '01a1fd2d-21b4-704d-8aa4-72654d29cd31', seq: 7 },
  sealed_at: '2026-01-01T00:00:00Z',
};
const scheduled = {
  ...{ scheduled_id: sealed.revocation_id, status: 'waiting' as const, scope: 'subject' as const, target: null },
  ...{ effective_at: '2026-01-01T00:00:00Z', reason: 'admin' as const, note: null, metadata: {} },
  ...{ scheduled_by: { type: 'client', id: 'shop' }, scheduled_at: '2026-01-01T00:00:00Z' },
  ...{ settled_at: null, revocation_id: null },
};

let gateway: GatewayHarness;
const open = async (settings: object): Promise<void> => {
  gateway = await openGatewayHarness(settings);
  const nowS = Math.floor(Date.now() / 1000);
  gateway.guard.accept('fresh', { scopes, iat: nowS });
  gateway.guard.accept('old', { scopes, iat: nowS - 600 });
  for (const revoke of [
    emergencyStop,
    confirmStop,
    liftStop,
    revokeEverything,
    revokeService,
    revokeTenant,
    revokeSigningKey,
    revokeSubject,
  ]) {
    gateway.calls.answer(revoke, () => sealed);
  }
  gateway.calls.answer(scheduleRevocation, () => scheduled);
  gateway.calls.answer(showStop, () => ({ stopped: false, latest: null }));
};
const post = (url: string, token: string, payload = {}) =>
  gateway.app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${token}` }, payload });

describe('a gateway that asks for a fresh proof', () => {
  beforeEach(() => open({ STEP_UP_MAX_AGE_S: 300 }));
  afterEach(() => gateway.app.close());

  it.each([
    ['/v1/emergency-stop', {}],
    ['/v1/emergency-stop/confirm', {}],
    ['/v1/emergency-stop/lift', {}],
    ['/v1/revocations/everything', {}],
    ['/v1/services/https%3A%2F%2Fstrongroom.test/revoke', {}],
    ['/v1/tenants/demo/revoke', {}],
    ['/v1/signing-keys/k1/revoke', {}],
    ['/v1/scheduled-revocations', { scope: 'global' }],
    ['/v1/scheduled-revocations', { scope: 'service' }],
    ['/v1/scheduled-revocations', { scope: 'tenant' }],
    ['/v1/scheduled-revocations', { scope: 'signing_key' }],
  ])('lets %s pass with a token of now, and asks for one where it is old: %j', async (url, payload) => {
    expect((await post(url, 'fresh', payload)).statusCode).toBe(200);
    const refused = await post(url, 'old', payload);
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toMatch(
      /^Bearer error="insufficient_user_authentication", error_description="[^"]+", max_age="300"$/,
    );
    expect(refused.json()).toMatchObject({ code: 'err:access:unauthenticated:step-up' });
    expect(gateway.calls.made).toHaveLength(1);
  });

  it.each([
    ['/v1/subjects/alice/revoke', {}],
    ['/v1/scheduled-revocations', { scope: 'subject' }],
  ])('asks for none where one tenant’s own is ended: %s %j', async (url, payload) => {
    expect((await post(url, 'old', payload)).statusCode).toBe(200);
  });

  it('asks for none where a call changes nothing', async () => {
    const answer = await gateway.app.inject({ url: '/v1/emergency-stop', headers: { authorization: 'Bearer old' } });
    expect(answer.statusCode).toBe(200);
  });
});

describe('a gateway that is not set to ask', () => {
  beforeEach(() => open({}));
  afterEach(() => gateway.app.close());

  it('takes a good token, however old', async () => {
    expect((await post('/v1/emergency-stop', 'old')).statusCode).toBe(200);
  });
});

describe('the time of a proof', () => {
  it.each([
    [{ iat: 100, all: {} }, 100],
    [{ iat: 100, all: { auth_time: 40 } }, 40],
    [{ iat: 100, all: { auth_time: '40' } }, -Infinity],
    [{ iat: 100, sid: 's1', all: {} }, -Infinity],
    [{ iat: 100, sid: 's1', all: { auth_time: 90 } }, 90],
  ])('is that of %j', (claims, atS) => {
    expect(authenticatedAtS(claims)).toBe(atS);
  });

  it('may be as long ago as the bound, and the distance of two clocks, and no longer', () => {
    expect(() => {
      requireStepUp(100, 300, 405);
    }).not.toThrow();
    expect(() => {
      requireStepUp(100, 300, 405.001);
    }).toThrow('within 300 s');
    expect(() => {
      requireStepUp(-Infinity, 300, 0);
    }).toThrow('within 300 s');
  });
});
