import { createHmac, randomBytes } from 'node:crypto';
import { type Secret } from '@strongroom/vault';

const PREFIX = 'whsec_';
const KEY_BYTES = 32;

/** `whsec_` and 32 random bytes in base64 (Standard Webhooks asks for 24 to 64). */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(KEY_BYTES).toString('base64');
}

export interface SignedTerms {
  readonly id: string;
  /** Unix seconds. */
  readonly timestampS: number;
  readonly body: string;
}

/** The headers of Standard Webhooks; a signature for each secret, and a receiver that knows one of them accepts. */
export function signatureHeaders(
  { id, timestampS, body }: SignedTerms,
  secrets: readonly Secret[],
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const signed = `${id}.${timestampS}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestampS),
    'webhook-signature': signatures.join(' '),
  };
}
