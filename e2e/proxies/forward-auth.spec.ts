import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from '../support/client.ts';
import { sharedSystem, type System } from '../support/system.ts';
import { send } from '../tour/http-client.ts';
import { proxyNames, startProxy, type RunningProxy } from './proxy.ts';
import { startApplication, startWayTo } from './stand-ins.ts';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Asking {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe.each(proxyNames)('an application behind %s', (name) => {
  let system: System;
  let client: DemoClient;
  let application: Awaited<ReturnType<typeof startApplication>>;
  let way: Awaited<ReturnType<typeof startWayTo>>;
  let proxy: RunningProxy;

  beforeAll(async () => {
    system = await sharedSystem();
    client = await DemoClient.of(system);
    application = await startApplication();
    way = await startWayTo(client.gateway);
    proxy = await startProxy(name, { gateway: way.port, application: application.port });
  });
  afterAll(async () => {
    await proxy.stop();
    await way.close();
    await application.close();
  });

  const ask = (token: string | undefined, { headers, ...rest }: Asking = {}): Promise<Response> =>
    fetch(new URL('/orders/7?scope=everything', proxy.url), {
      ...rest,
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });

  it.each(['GET', 'POST', 'DELETE'])('gets a %s with a good token whole, and is told whose it is', async (method) => {
    const body = method === 'POST' ? '{"sku":"demo-mug"}' : undefined;
    const response = await ask(client.token, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });
    expect(response.status).toBe(200);
    const seen = (await response.json()) as Seen;
    expect(seen).toMatchObject({ method, url: '/orders/7?scope=everything', body: body ?? '' });
    expect(seen.headers).toMatchObject({
      'x-strongroom-subject': 'demo',
      'x-strongroom-client': 'demo',
      'x-strongroom-tenant': 'demo',
      'x-strongroom-scope': expect.stringContaining('orders:read'),
      'x-strongroom-jti': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('never sees an identity that the client made up, however it is spelled', async () => {
    const names = ['Subject', 'Client', 'Tenant', 'Scope', 'Jti'];
    const dashes = await ask(client.token, {
      headers: Object.fromEntries(names.map((each) => [`X-Strongroom-${each}`, 'forged'])),
    });
    expect(JSON.stringify(((await dashes.json()) as Seen).headers)).not.toContain('forged');
    const underscores = await ask(client.token, {
      headers: Object.fromEntries(names.map((each) => [`X_Strongroom_${each}`, 'forged'])),
    });
    // Envoy refuses such a request, the others pass it on without them.
    expect([200, 400]).toContain(underscores.status);
    expect(await underscores.text()).not.toContain('forged');
  });

  it('is not reached without a good token, and the client is challenged once', async () => {
    const before = application.requests();
    for (const token of [undefined, 'forged', `${client.token}A`]) {
      const response = await ask(token);
      expect(response.status).toBe(401);
      // Headers of one name would come joined by commas. Who brought no token is told the scheme alone (RFC 6750, section 3.1).
      const challenge = response.headers.get('www-authenticate') ?? '';
      expect(challenge.match(/Bearer/g)).toHaveLength(1);
      expect(challenge).toMatch(token === undefined ? /^Bearer$/ : /^Bearer error="invalid_token"/);
    }
    expect(application.requests()).toBe(before);
  });

  it('is not reached with a token that was revoked', async () => {
    const { token } = await DemoClient.of(system);
    expect((await ask(token)).status).toBe(200);
    const form = {
      client_id: system.env['DEMO_CLIENT_ID'] ?? '',
      client_secret: system.env['DEMO_CLIENT_SECRET'] ?? '',
      token,
    };
    expect((await send(client.gateway, '/oauth/revoke', { form })).status).toBe(200);
    while ((await ask(token)).status === 200) continue;
    expect((await ask(token)).status).toBe(401);
  });

  it('is not reached with a token that lacks the scope, whatever the client says of scopes itself', async () => {
    const { body } = await send(client.gateway, '/oauth/token', {
      form: {
        grant_type: 'client_credentials',
        client_id: system.env['DEMO_CLIENT_ID'] ?? '',
        client_secret: system.env['DEMO_CLIENT_SECRET'] ?? '',
        scope: 'secrets:read',
      },
    });
    for (const path of ['/', '/orders?scope=secrets:read', '/?scope=']) {
      const response = await fetch(new URL(path, proxy.url), {
        headers: { authorization: `Bearer ${body.text('access_token')}` },
      });
      expect(response.status).toBe(403);
    }
  });

  it('is not reached while nobody can say: the client is told to come back', async () => {
    const before = application.requests();
    way.isUnknown = true;
    const response = await ask(client.token);
    way.isUnknown = false;
    expect(response.status).toBe(503);
    if (name !== 'envoy') expect(response.headers.get('retry-after')).toBe('7');
    expect(application.requests()).toBe(before);
    expect((await ask(client.token)).status).toBe(200);
  });
});
