import { createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessTokenVerifier, isRefused, JwksKeys } from '../src/index.js';
import { AUDIENCE, compactJws, ISSUER, NOW_S, TestIssuer } from './support/issuer.js';
import { jwkOf, jwksServer, type JwksServer } from './support/jwks-server.js';

const issuer = new TestIssuer('ES256');
const rsa = new TestIssuer('RS256');
const attacker = new TestIssuer('ES256', 'attacker');

let server: JwksServer;
let outcome: (token: string) => Promise<string>;

beforeAll(async () => {
  server = await jwksServer();
});
afterAll(() => server.close());

/** Opens a verifier as a user does, on what the issuer publishes over HTTP. */
function publish(...others: readonly object[]): void {
  server.publish([jwkOf(issuer), jwkOf(rsa), ...others]);
  const keys = new JwksKeys({ url: `${server.origin}/jwks.json` });
  const verifier = new AccessTokenVerifier({ keys, issuer: ISSUER, audience: AUDIENCE, nowMs: () => NOW_S * 1000 });
  outcome = async (token) => {
    const verified = await verifier.verify(token);
    return isRefused(verified) ? verified.refusal.code : 'verified';
  };
}

/** A good token of a key that is published beside the issuer's, with the JWK's own idea of its algorithm. */
function tokenOf(jwk: { readonly kid: string; readonly alg: string }, key: KeyObject, hash = 'sha256'): string {
  const header = issuer.header({ kid: jwk.kid, alg: jwk.alg });
  return compactJws(header, issuer.claims(), (signed) => sign(hash, signed, { key, dsaEncoding: 'ieee-p1363' }));
}

const [encodedHeader = '', encodedPayload = '', encodedSignature = ''] = issuer.issue().split('.');

describe('RFC 8725, section 3: the best current practices of JWTs', () => {
  beforeEach(async () => {
    publish();
    // What each attack is measured against: the same verifier accepts the real thing.
    expect(await outcome(issuer.issue())).toBe('verified');
    expect(await outcome(rsa.issue())).toBe('verified');
  });

  it('3.1 the algorithm is the key’s: neither "none", nor HMAC with the public key, nor another key’s algorithm is taken', async () => {
    const pem = rsa.key.key.export({ format: 'pem', type: 'spki' });
    const hmac = (signed: Buffer): Buffer => createHmac('sha256', pem).update(signed).digest();
    expect(await outcome(compactJws(rsa.header({ alg: 'HS256' }), rsa.claims(), hmac))).toBe('algorithm-refused');
    expect(await outcome(issuer.sign(issuer.header({ alg: 'none' }), issuer.claims()))).toBe('algorithm-refused');
    expect(await outcome(issuer.sign(issuer.header({ alg: 'RS256' }), issuer.claims()))).toBe('algorithm-refused');
  });

  it('3.2 a good signature of an algorithm that is not ours does not count, though the issuer publishes its key', async () => {
    const secret = randomBytes(32);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rs512 = { ...publicKey.export({ format: 'jwk' }), kid: 'rs512', alg: 'RS512' };
    const hs256 = { kty: 'oct', k: secret.toString('base64url'), kid: 'hs256', alg: 'HS256' };
    publish(rs512, hs256, { ...rs512, kid: 'rs256', alg: 'RS256' });
    const hmac = (signed: Buffer): Buffer => createHmac('sha256', secret).update(signed).digest();
    const symmetric = compactJws(issuer.header({ kid: 'hs256', alg: 'HS256' }), issuer.claims(), hmac);
    expect(await outcome(symmetric)).toBe('key-unknown');
    expect(await outcome(tokenOf(rs512, privateKey, 'sha512'))).toBe('key-unknown');
    expect(await outcome(tokenOf({ kid: 'rs256', alg: 'RS256' }, privateKey))).toBe('verified');
  });

  it('3.3 a token seen before lends nothing: its signature left out, under other claims, or beside another’s', async () => {
    expect(await outcome(`${encodedHeader}.${encodedPayload}.${encodedSignature}`)).toBe('verified');
    expect(await outcome(`${encodedHeader}.${encodedPayload}.`)).toBe('malformed');
    const [, , another = ''] = issuer.issue().split('.');
    expect(await outcome(`${encodedHeader}.${encodedPayload}.${another}`)).toBe('signature-invalid');
    const raised = Buffer.from(JSON.stringify(issuer.claims({ scope: 'admin' }))).toString('base64url');
    expect(await outcome(`${encodedHeader}.${raised}.${encodedSignature}`)).toBe('signature-invalid');
  });

  it('3.4 a point off the curve or of another curve is no key, and zeros are no signature', async () => {
    const good = jwkOf(attacker) as { readonly y: string };
    const bytes = Buffer.from(good.y, 'base64url');
    bytes[31] = (bytes[31] ?? 0) ^ 1;
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const wide = { ...p384.publicKey.export({ format: 'jwk' }), kid: 'p384', alg: 'ES256' };
    publish({ ...good, y: bytes.toString('base64url') }, wide);
    expect(await outcome(attacker.issue())).toBe('key-unknown');
    expect(await outcome(tokenOf(wide, p384.privateKey))).toBe('key-unknown');
    const zeros = compactJws(issuer.header(), issuer.claims(), () => Buffer.alloc(64));
    expect(await outcome(zeros)).toBe('signature-invalid');
    publish(good);
    expect(await outcome(attacker.issue())).toBe('verified');
  });

  it('3.5 a key that can be broken is not used: RSA of 1024 bits, or with 3 as its exponent', async () => {
    const pairs = [
      { alg: 'RS256', kid: 'strong', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) },
      { alg: 'RS256', kid: 'short', ...generateKeyPairSync('rsa', { modulusLength: 1024 }) },
      { alg: 'RS256', kid: 'three', ...generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }) },
    ];
    publish(...pairs.map(({ kid, alg, publicKey }) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg })));
    const outcomes = await Promise.all(pairs.map((pair) => outcome(tokenOf(pair, pair.privateKey))));
    expect(outcomes).toEqual(['verified', 'key-unknown', 'key-unknown']);
  });

  it('3.6 nothing compressed is taken, nor unpacked', async () => {
    const packed = deflateRawSync(JSON.stringify(issuer.claims()));
    expect(await outcome(issuer.sign(issuer.header({ zip: 'DEF' }), packed))).toBe('header-refused');
    expect(await outcome(issuer.sign(issuer.header(), packed))).toBe('malformed');
  });

  it('3.7 header and claims are UTF-8: no other encoding, no broken bytes, no byte order mark', async () => {
    const claims = JSON.stringify(issuer.claims({ sub: 'zoë' }));
    expect(await outcome(issuer.sign(issuer.header(), Buffer.from(claims, 'utf8')))).toBe('verified');
    expect(await outcome(issuer.sign(issuer.header(), Buffer.from(claims, 'latin1')))).toBe('malformed');
    expect(await outcome(issuer.sign(issuer.header(), Buffer.from(claims, 'utf16le')))).toBe('malformed');
    expect(await outcome(issuer.sign(issuer.header(), `\ufeff${claims}`))).toBe('malformed');
    const header = JSON.stringify(issuer.header({ note: 'zoë' }));
    expect(await outcome(issuer.sign(Buffer.from(header, 'latin1'), claims))).toBe('malformed');
  });

  it('3.8 the keys are the issuer’s own, its name is compared as it is written, and there is no token without a subject', async () => {
    expect(await outcome(attacker.issue())).toBe('key-unknown');
    expect(await outcome(attacker.sign(issuer.header(), issuer.claims()))).toBe('signature-invalid');
    for (const iss of [`${ISSUER}/`, ISSUER.toUpperCase(), `${ISSUER}.evil.test`, 'https://other.test']) {
      expect(await outcome(issuer.issue({ iss }))).toBe('issuer-refused');
    }
    expect(await outcome(issuer.issue({ iss: [ISSUER] }))).toBe('claim-invalid');
    expect(await outcome(issuer.issue({ sub: undefined }))).toBe('claim-missing');
    expect(await outcome(issuer.issue({ sub: '' }))).toBe('claim-invalid');
  });

  it('3.9 a token for another service is refused, and so is one for nobody or for everybody', async () => {
    for (const aud of ['https://other.test', `${AUDIENCE}.evil.test`, [`${AUDIENCE}/`, 'https://other.test'], '*']) {
      expect(await outcome(issuer.issue({ aud }))).toBe('audience-refused');
    }
    expect(await outcome(issuer.issue({ aud: undefined }))).toBe('claim-missing');
    expect(await outcome(issuer.issue({ aud: [] }))).toBe('claim-invalid');
  });

  it('3.10 a token brings no key and sends us nowhere, and its kid is a name and nothing else', async () => {
    server.publish([jwkOf(attacker)]);
    for (const member of [
      { jwk: jwkOf(attacker) },
      { jku: `${server.origin}/evil.json` },
      { x5u: `${server.origin}/evil.pem` },
      { x5c: ['MIIB'] },
    ]) {
      expect(await outcome(attacker.sign(attacker.header(member), attacker.claims()))).toBe('header-refused');
    }
    for (const kid of ['../../../dev/null', "' OR '1'='1", '__proto__', `${server.origin}/evil.json`]) {
      expect(await outcome(attacker.sign(attacker.header({ kid }), attacker.claims()))).toBe('key-unknown');
    }
    expect(server.asked.filter((path) => path !== '/jwks.json')).toEqual([]);
  });

  it('3.11 the same claims under another type, or under none, are no access token', async () => {
    for (const typ of ['JWT', 'logout+jwt', 'secevent+jwt', 'dpop+jwt', '', undefined]) {
      expect(await outcome(issuer.sign(issuer.header({ typ }), issuer.claims()))).toBe('type-refused');
    }
  });

  it('3.12 another kind of JWT by the same key is refused by its claims, even where it is called at+jwt', async () => {
    const times = { iat: NOW_S - 10, exp: NOW_S + 900, jti: 'j-1' };
    const idToken = { iss: ISSUER, sub: 'alice', aud: AUDIENCE, nonce: 'n', sid: 'session-1', ...times };
    const logoutToken = {
      ...{ iss: ISSUER, sub: 'alice', aud: AUDIENCE, ...times },
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    };
    const clientAssertion = { iss: 'shop', sub: 'shop', aud: AUDIENCE, ...times };
    for (const claims of [idToken, logoutToken, clientAssertion]) {
      expect(await outcome(issuer.sign(issuer.header(), claims))).toBe('claim-missing');
    }
  });
});
