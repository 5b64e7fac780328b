import { sign, verify, type KeyObject } from 'node:crypto';
import { decodeBase64url } from '../encoding/base64url.js';
import { lengthPrefixed } from '../encoding/length-prefixed.js';
import type { VerificationKeys } from '../keys/verification-key.js';

export const FEED_SIGNATURE_HEADER = 'strongroom-feed-signature';

const CONTEXT = 'strongroom-feed-response-v1';
const SIGNATURE = /^key="([\x21\x23-\x5b\x5d-\x7e]{1,128})", sig="([A-Za-z0-9_-]{86})"$/;

/** What a response is signed together with: a signature answers one request and cannot be shown as the answer to another. */
export interface FeedResponse {
  readonly nonce: string;
  readonly target: string;
  readonly body: Uint8Array;
}

/** @returns the value of the signature header; `key` is the Ed25519 private key that `kid` names */
export function signFeedResponse(response: FeedResponse, kid: string, key: KeyObject): string {
  return `key="${kid}", sig="${sign(null, signedBytes(response), key).toString('base64url')}"`;
}

export async function isFeedResponseAuthentic(
  response: FeedResponse,
  header: string | null,
  keys: VerificationKeys,
): Promise<boolean> {
  const [, kid, encoded] = SIGNATURE.exec(header ?? '') ?? [];
  const signature = encoded && decodeBase64url(encoded);
  const key = kid && signature ? await keys.byKid(kid) : undefined;
  return key?.alg === 'EdDSA' && !!signature && verify(null, signedBytes(response), key.key, signature);
}

function signedBytes({ nonce, target, body }: FeedResponse): Buffer {
  return lengthPrefixed(CONTEXT, nonce, target, body);
}
