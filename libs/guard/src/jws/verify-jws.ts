import { decodeBase64url } from '../encoding/base64url.js';
import { parseStrictJsonObject, type JsonObject } from '../encoding/strict-json.js';
import type { VerificationKey, VerificationKeys } from '../keys/verification-key.js';
import { isRefused, refuse, type Refused } from '../refusal.js';
import { KnownHeaders, type JwsHeader } from './known-headers.js';
import { verifySignature } from './verify-signature.js';

export interface VerifiedJws {
  readonly header: JsonObject;
  readonly payload: Buffer;
  readonly key: VerificationKey;
}

/**
 * Header members that would let the token choose its own key, or that change what is signed. `crit` is refused with
 * whatever it names, because no extension is understood here (RFC 7515, section 4.1.11; RFC 7797; RFC 8725, section 3).
 */
const REFUSED_MEMBERS = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip'];
const KID_CHARS_MAX = 256;
const NOT_CANONICAL = 'not canonical base64url';

/**
 * Verifies a compact JWS (RFC 7515) in its canonical form: three segments of unpadded base64url, each the only encoding
 * of its bytes. The algorithm is the key's; the header may only repeat it.
 * @param headers what a caller with many tokens keeps, so that a header it has seen is not read again
 * @throws what `keys` throws where the key set cannot be reached
 */
export async function verifyJws(
  jws: string,
  keys: VerificationKeys,
  charsMax: number,
  headers = new KnownHeaders(),
): Promise<VerifiedJws | Refused> {
  if (jws.length > charsMax) return refuse('too-long', `more than ${charsMax} characters`);
  const afterHeader = jws.indexOf('.');
  const afterPayload = jws.indexOf('.', afterHeader + 1);
  const isThree = afterHeader > 0 && afterPayload !== -1 && !jws.includes('.', afterPayload + 1);
  if (!isThree || afterPayload === jws.length - 1) return refuse('malformed', 'not three segments');

  const encodedHeader = jws.slice(0, afterHeader);
  const payload = decodeBase64url(jws.slice(afterHeader + 1, afterPayload));
  const signature = decodeBase64url(jws.slice(afterPayload + 1));
  if (!payload || !signature) return refuse('malformed', NOT_CANONICAL);
  const header = headers.get(encodedHeader) ?? readHeader(encodedHeader);
  if (isRefused(header)) return header;

  const key = await keys.byKid(header.kid);
  if (!key) return refuse('key-unknown', 'no key of ours has this kid');
  if (header.members['alg'] !== key.alg) return refuse('algorithm-refused', `this key verifies ${key.alg} only`);
  const signed = Buffer.from(jws.slice(0, afterPayload), 'latin1');
  if (!verifySignature(key, signed, signature))
    return refuse('signature-invalid', `does not verify with key ${key.kid}`);
  headers.remember(encodedHeader, header);
  return { header: header.members, payload, key };
}

function readHeader(encoded: string): JwsHeader | Refused {
  const bytes = decodeBase64url(encoded);
  if (!bytes) return refuse('malformed', NOT_CANONICAL);
  const members = parseStrictJsonObject(bytes);
  if (!members) return refuse('malformed', 'the header is not a JSON object with unique members');
  const refused = REFUSED_MEMBERS.find((member) => Object.hasOwn(members, member));
  if (refused !== undefined) return refuse('header-refused', `header member ${refused}`);
  const { kid } = members;
  if (typeof kid !== 'string' || kid === '' || kid.length > KID_CHARS_MAX)
    return refuse('key-unknown', 'no usable kid');
  return { members, kid };
}
