import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from '@jest/globals';
import { Secret } from '@strongroom/vault';
import { newWebhookSecret, signatureHeaders } from './secret.js';

const [first, second, other] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
const about = { id: '0198f2d0-0000-7000-8000-000000000001', body: '{"type":"t","data":{"name":"Zoë"}}' };
const now = (): number => Math.floor(Date.now() / 1_000);
const signed = (terms: { timestampS?: number; body?: string }, ...secrets: string[]): Record<string, string> =>
  signatureHeaders(
    { ...about, timestampS: now(), ...terms },
    secrets.map((one) => Secret.of(one)),
  );
const verified = (secret: string, headers: Record<string, string>): unknown =>
  new Webhook(secret).verify(about.body, headers);

describe('the signature', () => {
  it('is accepted by the unmodified library, with whichever of the secrets that signed', () => {
    const headers = signed({}, first, second);
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
    for (const secret of [first, second]) expect(verified(secret, headers)).toEqual(JSON.parse(about.body));
  });

  it('is refused with another secret, of another body, and of another time', () => {
    expect(() => verified(other, signed({}, first, second))).toThrow('No matching signature found');
    expect(() => verified(first, signed({ body: `${about.body} ` }, first))).toThrow('No matching signature found');
    expect(() => verified(first, signed({ timestampS: now() - 600 }, first))).toThrow('Message timestamp too old');
    expect(() => verified(first, { ...signed({}, first), 'webhook-id': 'another' })).toThrow(
      'No matching signature found',
    );
  });
});

describe('a secret', () => {
  it('is 32 bytes that nobody had before', () => {
    const many = Array.from({ length: 100 }, newWebhookSecret);
    expect(new Set(many).size).toBe(100);
    for (const one of many) expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  });
});
