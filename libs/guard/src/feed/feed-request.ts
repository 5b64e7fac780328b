import { createHmac, hash, timingSafeEqual, type KeyObject } from 'node:crypto';
import { decodeBase64url } from '../encoding/base64url.js';
import { lengthPrefixed } from '../encoding/length-prefixed.js';

/** The key that two services share: nobody else can make the MAC, and the MAC is good for this pair only. */
export interface FeedPairKey {
  readonly keyId: string;
  /** A secret key (`createSecretKey`): three times as fast in an HMAC as its bytes. */
  readonly key: KeyObject;
}

export interface FeedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly body?: Uint8Array;
}

export interface FeedCaller {
  /** The calling service. */
  readonly service: string;
  /** Which of its processes: the guard's name in propagation reports. */
  readonly guard: string;
}

interface Stamp extends FeedCaller {
  readonly keyId: string;
  readonly atMs: number;
  readonly nonce: string;
}

const SCHEME = 'Strongroom-Feed';
const CONTEXT = 'strongroom-feed-request-v1';
const AUTHORIZATION =
  /^Strongroom-Feed service="([a-z0-9-]{1,64})", guard="([A-Za-z0-9_.-]{1,128})", key="([\x21\x23-\x5b\x5d-\x7e]{1,128})", at="(\d{13,15})", nonce="([A-Za-z0-9_-]{16,64})", mac="([A-Za-z0-9_-]{43})"$/;
const CLOCKS_APART_MAX_MS = 60_000;

/** @returns the value of the `Authorization` header for this request to `audience` */
export function signFeedRequest(
  request: FeedRequest,
  stamp: FeedCaller & { readonly audience: string; readonly atMs: number; readonly nonce: string },
  { keyId, key }: FeedPairKey,
): string {
  const { audience, service, guard, atMs, nonce } = stamp;
  const mac = macOf(request, { service, guard, keyId, atMs, nonce }, audience, key).toString('base64url');
  return `${SCHEME} service="${service}", guard="${guard}", key="${keyId}", at="${atMs}", nonce="${nonce}", mac="${mac}"`;
}

export interface FeedRequestCheck {
  readonly audience: string;
  readonly nowMs: number;
  /** The key shared with `service`, `undefined` where there is none of this id. */
  readonly pairKey: (service: string, keyId: string) => KeyObject | undefined | Promise<KeyObject | undefined>;
}

/** @returns who sent this request, and the nonce that the response must be signed with; `undefined` where it proves nothing */
export async function verifyFeedRequest(
  request: FeedRequest,
  authorization: string | undefined,
  { audience, nowMs, pairKey }: FeedRequestCheck,
): Promise<(FeedCaller & { readonly nonce: string }) | undefined> {
  const [, service, guard, keyId, at, nonce, claimed] = AUTHORIZATION.exec(authorization ?? '') ?? [];
  if (!service || !guard || !keyId || !at || !nonce || !claimed) return undefined;
  const atMs = Number(at);
  if (Math.abs(nowMs - atMs) > CLOCKS_APART_MAX_MS) return undefined;
  const key = await pairKey(service, keyId);
  const mac = decodeBase64url(claimed);
  if (!key || !mac) return undefined;
  const expected = macOf(request, { service, guard, keyId, atMs, nonce }, audience, key);
  return timingSafeEqual(mac, expected) ? { service, guard, nonce } : undefined;
}

function macOf({ method, target, body }: FeedRequest, stamp: Stamp, audience: string, key: KeyObject): Buffer {
  const { service, guard, keyId, atMs, nonce } = stamp;
  const bodyHash = hash('sha256', body ?? new Uint8Array(), 'buffer');
  const signed = lengthPrefixed(
    CONTEXT,
    audience,
    service,
    guard,
    keyId,
    String(atMs),
    nonce,
    method,
    target,
    bodyHash,
  );
  return createHmac('sha256', key).update(signed).digest();
}
