import { parseStrictJsonObject } from '../encoding/strict-json.js';
import { KnownHeaders } from '../jws/known-headers.js';
import { verifyJws, type VerifiedJws } from '../jws/verify-jws.js';
import type { VerificationKey, VerificationKeys } from '../keys/verification-key.js';
import { isRefused, refuse, type Refused } from '../refusal.js';
import { coverOf, type Cover } from '../revocation/cover.js';
import { credentialOf, readAccessTokenClaims, type AccessTokenClaims } from './access-token-claims.js';
import { SignatureCache } from './signature-cache.js';

/** The longest life of any token, seconds: whoever revokes a token whose expiry is not known must deny it for so long. */
export const LIFETIME_MAX_S = 86_400;

export interface AccessTokenVerifierOptions {
  readonly keys: VerificationKeys;
  /** The only `iss` accepted. */
  readonly issuer: string;
  /** Must be among `aud`. */
  readonly audience: string;
  /** How far the clocks of issuer and guard may be apart. Default 5 s. */
  readonly leewayS?: number;
  /** A longer `exp - iat` is refused: deny entries of unknown expiry live this long and no longer. Default `LIFETIME_MAX_S`. */
  readonly lifetimeMaxS?: number;
  /** Default 8,192. */
  readonly tokenCharsMax?: number;
  /** Verified tokens to remember. Default 10,000. */
  readonly cacheEntriesMax?: number;
  /** Milliseconds since the Unix epoch. Default `Date.now`. */
  readonly nowMs?: () => number;
}

export interface VerifiedToken {
  readonly claims: AccessTokenClaims;
  readonly key: VerificationKey;
  /** What can revoke this token, hashed once and kept with the signature. */
  readonly cover: Cover;
}

/** `typ` of RFC 9068, section 2.1, in the two spellings that RFC 7515, section 4.1.9 makes of it. */
const TOKEN_TYPES: readonly unknown[] = ['at+jwt', 'application/at+jwt'];

/**
 * Verifies JWT access tokens (RFC 9068) under the rules of RFC 8725. Signatures and parsed claims are cached; issuer,
 * audience and times are judged anew on each call, and a cached signature counts only as long as its key is in the set.
 */
export class AccessTokenVerifier {
  readonly #cache: SignatureCache<VerifiedToken>;
  readonly #headers = new KnownHeaders();
  readonly #leewayS: number;
  readonly #lifetimeMaxS: number;
  readonly #tokenCharsMax: number;
  readonly #nowMs: () => number;

  constructor(private readonly options: AccessTokenVerifierOptions) {
    this.#cache = new SignatureCache(options.cacheEntriesMax ?? 10_000);
    this.#leewayS = options.leewayS ?? 5;
    this.#lifetimeMaxS = options.lifetimeMaxS ?? LIFETIME_MAX_S;
    this.#tokenCharsMax = options.tokenCharsMax ?? 8_192;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  /** @throws what the key source throws where it cannot be reached */
  async verify(token: string): Promise<VerifiedToken | Refused> {
    return this.verifyNow(token);
  }

  /** The same, at once for a token seen before whose key is at hand. Throws or rejects as `verify` does. */
  verifyNow(token: string): VerifiedToken | Refused | Promise<VerifiedToken | Refused> {
    if (token.length > this.#tokenCharsMax) return refuse('too-long', `more than ${this.#tokenCharsMax} characters`);
    const cacheKey = SignatureCache.keyOf(token);
    const known = this.#cache.get(cacheKey);
    if (!known) return this.#verifyNew(token, cacheKey);
    const key = this.options.keys.byKid(known.key.kid);
    if (key instanceof Promise) return key.then((found) => this.#verifyKnown(token, cacheKey, known, found));
    return this.#verifyKnown(token, cacheKey, known, key);
  }

  #verifyKnown(
    token: string,
    cacheKey: string,
    known: VerifiedToken,
    key: VerificationKey | undefined,
  ): VerifiedToken | Refused | Promise<VerifiedToken | Refused> {
    if (key !== undefined && isSame(key, known.key)) return this.#holds(known.claims) ?? known;
    this.#cache.delete(cacheKey);
    return this.#verifyNew(token, cacheKey);
  }

  async #verifyNew(token: string, cacheKey: string): Promise<VerifiedToken | Refused> {
    const jws = await verifyJws(token, this.options.keys, this.#tokenCharsMax, this.#headers);
    const verified = isRefused(jws) ? jws : readToken(jws);
    if (isRefused(verified)) return verified;
    this.#cache.set(cacheKey, verified);
    return this.#holds(verified.claims) ?? verified;
  }

  /** Gives a refusal where the claims do not hold for this audience, now. */
  #holds({ iss, aud, iat, nbf, exp }: AccessTokenClaims): Refused | undefined {
    const nowS = this.#nowMs() / 1000;
    if (iss !== this.options.issuer) return refuse('issuer-refused', 'iss');
    if (!aud.includes(this.options.audience)) return refuse('audience-refused', 'aud');
    if (exp - iat > this.#lifetimeMaxS) return refuse('lifetime-refused', `longer than ${this.#lifetimeMaxS} s`);
    if (iat > nowS + this.#leewayS) return refuse('issued-in-future', 'iat');
    if (nbf !== undefined && nbf > nowS + this.#leewayS) return refuse('not-yet-valid', 'nbf');
    if (exp <= nowS - this.#leewayS) return refuse('expired', 'exp');
    return undefined;
  }
}

function readToken(jws: VerifiedJws): VerifiedToken | Refused {
  if (!TOKEN_TYPES.includes(jws.header['typ'])) return refuse('type-refused', 'typ is not at+jwt');
  const payload = parseStrictJsonObject(jws.payload);
  if (!payload) return refuse('malformed', 'the payload is not a JSON object with unique members');
  const claims = readAccessTokenClaims(payload);
  if (isRefused(claims)) return claims;
  const cover = coverOf({ ...credentialOf(claims), signingKey: jws.key.kid });
  return { claims, key: jws.key, cover };
}

/** A set that was read again has other objects for the same keys. */
function isSame(key: VerificationKey, known: VerificationKey): boolean {
  return key === known || (key.alg === known.alg && key.key.equals(known.key));
}
