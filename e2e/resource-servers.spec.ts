import { beforeAll, describe, expect, it } from '@jest/globals';
import { passportJwtSecret } from 'jwks-rsa';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { DemoClient } from './support/client.ts';
import { sharedSystem } from './support/system.ts';
import { send } from './tour/http-client.ts';

type Request = Parameters<Strategy['authenticate']>[0];

/** What passport does with a strategy: the user that it finds, or its challenge. */
function authenticate(strategy: Strategy, token: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const attempt = Object.assign(Object.create(strategy) as Strategy, {
      success: resolve,
      fail: (challenge: unknown) => {
        resolve({ refused: String(challenge) });
      },
      error: reject,
    });
    attempt.authenticate({ headers: { authorization: `Bearer ${token}` } } as Request);
  });
}

describe('a resource server that others wrote', () => {
  let client: DemoClient;
  let strategy: Strategy;

  beforeAll(async () => {
    client = await DemoClient.of(await sharedSystem());
    const { body: server } = await send(client.gateway, '/.well-known/oauth-authorization-server');
    strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: passportJwtSecret({ jwksUri: server.text('jwks_uri'), cache: true }),
        issuer: server.text('issuer'),
        audience: server.text('issuer'),
        algorithms: ['RS256'],
      },
      (claims: unknown, done: (error: null, user: unknown) => void) => {
        done(null, claims);
      },
    );
  });

  it('takes a token of ours: passport-jwt with jwks-rsa', async () => {
    await expect(authenticate(strategy, client.token)).resolves.toMatchObject({ client_id: 'demo', tenant: 'demo' });
  });

  it('takes none that was altered: passport-jwt with jwks-rsa', async () => {
    const [head = '', body = '', signature = ''] = client.token.split('.');
    const forged = [head, body, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.');
    await expect(authenticate(strategy, forged)).resolves.toEqual({
      refused: expect.stringContaining('invalid signature'),
    });
  });
});
