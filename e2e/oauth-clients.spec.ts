import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { sharedSystem, type System } from './support/system.ts';

/** Marked as deprecated only to make it stand out; this run speaks to its own machine. */
const speakPlainHttp: (configuration: openid.Configuration) => void = Reflect.get(openid, 'allowInsecureRequests');

describe('OAuth clients that others wrote', () => {
  let system: System;
  let server: oauth.AuthorizationServer;
  const options = { [oauth.allowInsecureRequests]: true };

  beforeAll(async () => {
    system = await sharedSystem();
    const issuer = new URL(system.gateways[0] ?? '');
    const response = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' });
    server = await oauth.processDiscoveryResponse(issuer, response);
  });

  const client = (): oauth.Client => ({ client_id: system.env['DEMO_CLIENT_ID'] ?? '' });
  const secret = (): string => system.env['DEMO_CLIENT_SECRET'] ?? '';

  async function grant(authentication: oauth.ClientAuth, scope: string): Promise<oauth.TokenEndpointResponse> {
    const parameters = new URLSearchParams({ scope });
    const response = await oauth.clientCredentialsGrantRequest(server, client(), authentication, parameters, options);
    return oauth.processClientCredentialsResponse(server, client(), response);
  }

  it.each([
    ['client_secret_basic', oauth.ClientSecretBasic],
    ['client_secret_post', oauth.ClientSecretPost],
  ])('oauth4webapi gets a token by %s, and jose verifies it with the published keys', async (_name, authentication) => {
    const { access_token: token } = await grant(authentication(secret()), 'orders:read');
    const keys = createRemoteJWKSet(new URL(server.jwks_uri ?? ''));
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer: server.issuer,
      audience: server.issuer,
      typ: 'at+jwt',
      algorithms: ['RS256'],
      requiredClaims: ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti', 'pos', 'tenant'],
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload['scope']).toBe('orders:read');
  });

  it('oauth4webapi is told invalid_client for a wrong secret and for a client that there is not', async () => {
    const refusals = await Promise.all(
      [client(), { client_id: 'nobody' }].map(async (who) => {
        const response = await oauth.clientCredentialsGrantRequest(
          server,
          who,
          oauth.ClientSecretBasic('not-the-secret'),
          new URLSearchParams(),
          options,
        );
        expect(response.status).toBe(401);
        return oauth.processClientCredentialsResponse(server, who, response).catch((error: unknown) => error);
      }),
    );
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(oauth.WWWAuthenticateChallengeError);
  });

  it('oauth4webapi is told invalid_scope for a scope that there is not', async () => {
    await expect(grant(oauth.ClientSecretBasic(secret()), 'everything:always')).rejects.toMatchObject({
      error: 'invalid_scope',
    });
  });

  it('oauth4webapi is told by introspection what it had, and after its revocation that it is no more', async () => {
    const { access_token: token } = await grant(oauth.ClientSecretBasic(secret()), 'orders:read');
    const introspect = async (): Promise<oauth.IntrospectionResponse> => {
      const authentication = oauth.ClientSecretPost(secret());
      const response = await oauth.introspectionRequest(server, client(), authentication, token, options);
      return oauth.processIntrospectionResponse(server, client(), response);
    };
    expect(await introspect()).toMatchObject({ active: true, scope: 'orders:read', iss: server.issuer });
    const revocation = await oauth.revocationRequest(
      ...([server, client(), oauth.ClientSecretBasic(secret()), token, options] as const),
    );
    await expect(oauth.processRevocationResponse(revocation)).resolves.toBeUndefined();
    while ((await introspect()).active) continue;
    expect(await introspect()).toEqual({ active: false });
  });

  it('openid-client gets, introspects and ends a token', async () => {
    const configuration = await openid.discovery(
      ...([new URL(server.issuer), client().client_id, undefined, openid.ClientSecretBasic(secret())] as const),
      { algorithm: 'oauth2', execute: [speakPlainHttp] },
    );
    const { access_token: token } = await openid.clientCredentialsGrant(configuration, { scope: 'orders:read' });
    expect(await openid.tokenIntrospection(configuration, token)).toMatchObject({ active: true, scope: 'orders:read' });
    await openid.tokenRevocation(configuration, token);
    while ((await openid.tokenIntrospection(configuration, token)).active) continue;
    expect(await openid.tokenIntrospection(configuration, token)).toEqual({ active: false });
  });
});
