import { describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { TestIssuer } from '../../test/support/issuer.js';
import { StaticKeys } from '../keys/static-keys.js';
import { isRefused } from '../refusal.js';
import { KnownHeaders } from './known-headers.js';
import { verifyJws } from './verify-jws.js';

const issuers = [new TestIssuer('RS256'), new TestIssuer('ES256'), new TestIssuer('EdDSA')];
const [rsa, ec, ed] = issuers as [TestIssuer, TestIssuer, TestIssuer];
const keys = new StaticKeys(issuers.map((issuer) => issuer.key));

/** As one who meets the issuer's headers for the first time and as one who knows them. */
async function outcome(jws: string): Promise<string> {
  const known = new KnownHeaders();
  for (const issuer of issuers) await verifyJws(issuer.issue(), keys, 8_192, known);
  const [first, later] = [await verifyJws(jws, keys, 8_192), await verifyJws(jws, keys, 8_192, known)];
  expect(later).toEqual(first);
  return isRefused(first) ? first.refusal.code : 'verified';
}

/** The order of P-256. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

describe('verifyJws', () => {
  it.each(issuers)('verifies what the key of $alg signed', async (issuer) => {
    expect(await outcome(issuer.issue())).toBe('verified');
  });

  it('takes the algorithm from the key alone', async () => {
    expect(await outcome(rsa.sign(rsa.header({ alg: 'ES256' }), rsa.claims()))).toBe('algorithm-refused');
    expect(await outcome(rsa.sign(rsa.header({ alg: 'none' }), rsa.claims()))).toBe('algorithm-refused');
    expect(await outcome(ec.sign(ec.header({ kid: rsa.kid }), ec.claims()))).toBe('algorithm-refused');
    expect(await outcome(ed.sign(ed.header({ kid: ec.kid, alg: 'ES256' }), ed.claims()))).toBe('signature-invalid');
  });

  it('refuses a public key that is used as a secret', async () => {
    const signed = rsa
      .sign(rsa.header({ alg: 'HS256' }), rsa.claims())
      .split('.', 2)
      .join('.');
    const secret = rsa.key.key.export({ format: 'pem', type: 'spki' });
    const mac = createHmac('sha256', secret).update(signed).digest('base64url');
    expect(await outcome(`${signed}.${mac}`)).toBe('algorithm-refused');
  });

  it.each(['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip'])('refuses a header with %s', async (member) => {
    expect(await outcome(ec.sign(ec.header({ [member]: ['exp'] }), ec.claims()))).toBe('header-refused');
  });

  it.each([
    ['no kid', { kid: undefined }],
    ['an empty kid', { kid: '' }],
    ['a kid that is no string', { kid: 1 }],
    ['a kid of nobody', { kid: 'nobody' }],
    ['the name of an inherited member as kid', { kid: '__proto__' }],
    ['a kid that is too long', { kid: 'k'.repeat(257) }],
  ])('refuses %s', async (_what, changes) => {
    expect(await outcome(ec.sign(ec.header(changes), ec.claims()))).toBe('key-unknown');
  });

  it('refuses a header or payload that names a member twice', async () => {
    const header = JSON.stringify(ec.header()).replace('{', '{"alg":"ES256",');
    expect(await outcome(ec.sign(header, ec.claims()))).toBe('malformed');
  });

  it('refuses what is too long before it decodes anything', async () => {
    expect(await outcome('a'.repeat(8_193))).toBe('too-long');
  });

  it.each([
    ['a space after it', (jws: string) => `${jws} `],
    ['a newline before it', (jws: string) => `\n${jws}`],
    ['padding', (jws: string) => `${jws}=`],
    ['a fourth segment', (jws: string) => `${jws}.`],
    ['no signature', (jws: string) => `${jws.slice(0, jws.lastIndexOf('.'))}.`],
    ['the other base64 alphabet', (jws: string) => jws.replace(/.$/, '+')],
    ['a character beyond ASCII', (jws: string) => `${jws.slice(0, -1)}\u0141`],
    ['a null character', (jws: string) => `${jws}\0`],
  ])('refuses a good token with %s', async (_what, alter) => {
    for (const issuer of issuers) expect(await outcome(alter(issuer.issue()))).toBe('malformed');
  });

  it('refuses a good token in which the unused bits of a last character are set', async () => {
    // 64 bytes of signature: the last character carries 2 bits, 4 are unused.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const jws = ec.issue();
    const last = alphabet.indexOf(jws.at(-1) ?? '');
    for (let unused = 1; unused < 16; unused++) {
      expect(await outcome(jws.slice(0, -1) + (alphabet[last + unused] ?? ''))).toBe('malformed');
    }
  });

  it('accepts no token in which any characters were replaced, inserted or left out', async () => {
    const tokens = issuers.map((issuer) => issuer.issue());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...tokens),
        fc.nat(),
        fc.nat(3),
        fc.oneof(
          fc.string({ maxLength: 3 }),
          fc.base64String({ maxLength: 4 }),
          fc.constantFrom('.', '=', '', '-', '_'),
        ),
        async (token, where, removed, inserted) => {
          const at = where % (token.length + 1);
          const altered = token.slice(0, at) + inserted + token.slice(at + removed);
          fc.pre(altered !== token);
          expect(await outcome(altered)).not.toBe('verified');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('accepts no signature with other bytes, nor one that is longer or shorter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...issuers), fc.uint8Array({ maxLength: 300 }), async (issuer, bytes) => {
        const jws = issuer.issue();
        const signed = jws.slice(0, jws.lastIndexOf('.') + 1);
        const signature = Buffer.from(jws.slice(signed.length), 'base64url');
        const forged = [
          bytes,
          Buffer.concat([signature, bytes]),
          Buffer.concat([bytes, signature]),
          signature.subarray(1),
        ];
        for (const other of forged.filter((candidate) => !signature.equals(candidate))) {
          expect(await outcome(signed + Buffer.from(other).toString('base64url'))).not.toBe('verified');
        }
      }),
      { numRuns: 100 },
    );
  });

  it('cannot tell an ECDSA signature from its twin, which is why a token is known by its jti and never by its text', async () => {
    const jws = ec.issue();
    const at = jws.lastIndexOf('.') + 1;
    const signature = Buffer.from(jws.slice(at), 'base64url');
    const s = BigInt(`0x${signature.subarray(32).toString('hex')}`);
    signature.write((N - s).toString(16).padStart(64, '0'), 32, 'hex');
    expect(await outcome(jws.slice(0, at) + signature.toString('base64url'))).toBe('verified');
  });
});
