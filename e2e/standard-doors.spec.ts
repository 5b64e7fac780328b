import { beforeAll, describe, expect, it } from '@jest/globals';
import { send, type Answer } from './tour/http-client.ts';
import { DemoClient } from './support/client.ts';
import { sharedSystem, type System } from './support/system.ts';

const PATIENCE_MS = 10_000;

describe('the standard doors', () => {
  let system: System;
  let credentials: { client_id: string; client_secret: string };
  let short: { client_id: string; client_secret: string };

  beforeAll(async () => {
    system = await sharedSystem();
    const client_secret = system.env['DEMO_CLIENT_SECRET'] ?? '';
    credentials = { client_id: system.env['DEMO_CLIENT_ID'] ?? '', client_secret };
    short = { client_id: system.env['DEMO_SHORT_CLIENT_ID'] ?? '', client_secret };
  });

  const introspect = (gateway: string, token: string): Promise<Answer> =>
    send(gateway, '/oauth/introspect', { form: { ...credentials, token } });
  const authorize = (gateway: string, token: string, query = ''): Promise<Answer> =>
    send(gateway, `/v1/authorize${query}`, { token });
  const revoke = (gateway: string, token: string, who = credentials): Promise<Answer> =>
    send(gateway, '/oauth/revoke', { form: { ...who, token } });

  /** Asks until the guard behind `gateway` has heard of the revocation: the answer is then the same for good. */
  async function refusedBy(gateway: string, token: string): Promise<void> {
    const untilMs = Date.now() + PATIENCE_MS;
    while ((await introspect(gateway, token)).body.field('active').toJSON() === true) {
      if (Date.now() > untilMs) throw new Error(`${gateway} still says active`);
    }
    for (let again = 0; again < 3; again += 1) {
      expect((await introspect(gateway, token)).body.toJSON()).toEqual({ active: false });
      expect((await authorize(gateway, token)).status).toBe(401);
    }
  }

  it('say of a good token at every gateway whose it is, and let it pass', async () => {
    const { token } = await DemoClient.of(system);
    for (const gateway of system.gateways) {
      const { status, headers, body } = await introspect(gateway, token);
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(body.toJSON()).toMatchObject({
        active: true,
        iss: system.env['ISSUER'] ?? expect.any(String),
        sub: credentials.client_id,
        client_id: credentials.client_id,
        token_type: 'Bearer',
        tenant: 'demo',
        scope: expect.stringContaining('orders:write'),
      });
      const passed = await authorize(gateway, token, '?scope=orders:write');
      expect(passed.status).toBe(200);
      expect(passed.headers.get('x-strongroom-jti')).toBe(body.text('jti'));
      expect(passed.headers.get('x-strongroom-subject')).toBe(body.text('sub'));
      expect((await authorize(gateway, token, '?scope=nobody:has')).status).toBe(403);
    }
  });

  it('refuse at every gateway what its client has ended at one, and stay with it', async () => {
    const [first = ''] = system.gateways;
    const { token } = await DemoClient.of(system);
    expect((await revoke(first, token)).status).toBe(200);
    for (const gateway of system.gateways) await refusedBy(gateway, token);
    expect((await revoke(first, token)).status).toBe(200);
  });

  it('do not let one client end the token of another', async () => {
    const [first = ''] = system.gateways;
    const { token } = await DemoClient.of(system);
    const refused = await revoke(first, token, short);
    expect(refused.status).toBe(400);
    expect(refused.body.text('error')).toBe('unauthorized_client');
    expect((await introspect(first, token)).body.toJSON()).toMatchObject({ active: true });
  });

  it('tell nobody anything who is not a client, however often a client was answered before', async () => {
    const [first = ''] = system.gateways;
    const { token } = await DemoClient.of(system);
    expect((await introspect(first, token)).status).toBe(200);
    for (const form of [{ token }, { ...credentials, client_secret: 'not-the-secret', token }]) {
      for (const path of ['/oauth/introspect', '/oauth/revoke']) {
        const { status, headers, body } = await send(first, path, { form });
        expect({ path, status, error: body.text('error') }).toEqual({ path, status: 401, error: 'invalid_client' });
        expect(headers.get('www-authenticate')).toMatch(/^Basic /);
      }
    }
  });

  it('answer a client that was cut off a moment ago only after it has proven itself again', async () => {
    const [first = ''] = system.gateways;
    const operator = await DemoClient.of(system);
    const form = { ...short, token: operator.token };
    expect((await send(first, '/oauth/introspect', { form })).body.toJSON()).toMatchObject({ active: true });
    const cut = await operator.ask(`/v1/clients/${short.client_id}/revoke`, { json: { reason: 'compromised' } });
    expect(cut.status).toBe(200);
    const { status, body } = await send(first, '/oauth/introspect', { form });
    expect(status).toBe(200);
    expect(body.toJSON()).toMatchObject({ active: true });
  });
});
