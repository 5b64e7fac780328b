import { beforeAll, describe, expect, it } from '@jest/globals';
import { DemoClient } from './support/client.ts';
import { sharedSystem } from './support/system.ts';
import { passportJwt, type Verify } from './support/verifiers.ts';
import { send } from './tour/http-client.ts';

describe('a resource server that others wrote', () => {
  let client: DemoClient;
  let verify: Verify;

  beforeAll(async () => {
    client = await DemoClient.of(await sharedSystem());
    const { body: server } = await send(client.gateway, '/.well-known/oauth-authorization-server');
    verify = passportJwt({ issuer: server.text('issuer'), jwksUri: server.text('jwks_uri') }, { cache: true });
  });

  it('takes a token of ours: passport-jwt with jwks-rsa', async () => {
    await expect(verify(client.token)).resolves.toMatchObject({ client_id: 'demo', tenant: 'demo' });
  });

  it('takes none that was altered: passport-jwt with jwks-rsa', async () => {
    const [head = '', body = '', signature = ''] = client.token.split('.');
    const forged = [head, body, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.');
    await expect(verify(forged)).resolves.toEqual({ refused: expect.stringContaining('invalid signature') });
  });
});
