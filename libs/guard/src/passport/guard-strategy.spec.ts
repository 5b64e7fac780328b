import { Controller, Get, Module, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import passport from 'passport';
import { AUDIENCE, ISSUER, TestIssuer } from '../../test/support/issuer.js';
import { batch, entry } from '../../test/support/log.js';
import { AccessTokenVerifier, Guard, RevocationReplica, StaticKeys, type AccessTokenClaims } from '../index.js';
import { GuardStrategy } from './guard-strategy.js';

const issuers = [new TestIssuer('RS256'), new TestIssuer('ES256'), new TestIssuer('EdDSA')];
const [rsa, ec, ed] = issuers as [TestIssuer, TestIssuer, TestIssuer];
const keys = new StaticKeys(issuers.map(({ key }) => key));
const nowS = Math.floor(Date.now() / 1000);
const times = { iat: nowS - 10, exp: nowS + 900 };

const replica = new RevocationReplica({ monotonicMs: () => 0 });
const guard = new Guard({
  verifier: new AccessTokenVerifier({ keys, issuer: ISSUER, audience: AUDIENCE }),
  replica,
  refresher: { refresh: () => Promise.reject(new Error('nobody there')) },
});

@Controller()
class Admin {
  @Get('whoami')
  @UseGuards(AuthGuard('strongroom'))
  whoami(@Req() request: { readonly user: AccessTokenClaims }): object {
    return { sub: request.user.sub, scopes: request.user.scopes };
  }
}

@Module({ controllers: [Admin] })
class AdminModule {}

let app: NestFastifyApplication;

async function get(token: string): Promise<{ status: number; body: unknown }> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await app.inject({ method: 'GET', url: '/whoami', headers });
  return { status: response.statusCode, body: response.json() };
}

beforeAll(async () => {
  replica.apply(batch([entry(101, 'subject', 'mallory')], { through: 101 }));
  passport.use(new GuardStrategy({ guard, keys, issuer: ISSUER, audience: AUDIENCE }));
  const testing = await Test.createTestingModule({ imports: [AdminModule] }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.init();
});

afterAll(async () => {
  passport.unuse('strongroom');
  await app.close();
});

describe('the passport-jwt strategy behind the guard', () => {
  it.each([rsa, ec])('lets in the bearer of a good $alg token, as the guard read it', async (issuer) => {
    const answer = await get(issuer.issue(times));
    expect(answer).toEqual({ status: 200, body: { sub: 'alice', scopes: ['read', 'write'] } });
  });

  it('turns away the bearer of another audience’s token, and of one issued before its subject was revoked', async () => {
    expect((await get(rsa.issue({ ...times, aud: 'https://other.test' }))).status).toBe(401);
    expect((await get(rsa.issue({ ...times, sub: 'mallory' }))).status).toBe(401);
    expect((await get(rsa.issue({ ...times, sub: 'mallory', pos: 101 }))).status).toBe(200);
  });

  it('turns away encodings that jsonwebtoken alone would take', async () => {
    expect((await get(`${rsa.issue(times)}=`)).status).toBe(401);
    const twice = JSON.stringify(rsa.claims(times)).replace('{', '{"sub":"admin",');
    expect((await get(rsa.sign(rsa.header(), twice))).status).toBe(401);
  });

  it('turns away EdDSA, which jsonwebtoken does not know', async () => {
    expect((await get(ed.issue(times))).status).toBe(401);
  });
});
