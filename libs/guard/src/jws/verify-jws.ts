import { decodeBase64url } from '../encoding/base64url.js';
import { parseStrictJsonObject, type JsonObject } from '../encoding/strict-json.js';
import type { VerificationKey, VerificationKeys } from '../keys/verification-key.js';
import { refuse, type Refused } from '../refusal.js';
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

/**
 * Verifies a compact JWS (RFC 7515) in its canonical form: three segments of unpadded base64url, each the only encoding
 * of its bytes. The algorithm is the key's; the header may only repeat it.
 * @throws what `keys` throws where the key set cannot be reached
 */
export async function verifyJws(jws: string, keys: VerificationKeys, charsMax: number): Promise<VerifiedJws | Refused> {
  if (jws.length > charsMax) return refuse('too-long', `more than ${charsMax} characters`);
  const segments = jws.split('.', 4);
  const [encodedHeader, encodedPayload, encodedSignature] = segments;
  if (segments.length !== 3 || !encodedHeader || encodedPayload === undefined || !encodedSignature) {
    return refuse('malformed', 'not three segments');
  }
  const headerBytes = decodeBase64url(encodedHeader);
  const payload = decodeBase64url(encodedPayload);
  const signature = decodeBase64url(encodedSignature);
  if (!headerBytes || !payload || !signature) return refuse('malformed', 'not canonical base64url');

  const header = parseStrictJsonObject(headerBytes);
  if (!header) return refuse('malformed', 'the header is not a JSON object with unique members');
  const refused = REFUSED_MEMBERS.find((member) => Object.hasOwn(header, member));
  if (refused !== undefined) return refuse('header-refused', `header member ${refused}`);
  const { kid, alg } = header as { kid?: unknown; alg?: unknown };
  if (typeof kid !== 'string' || kid === '' || kid.length > KID_CHARS_MAX)
    return refuse('key-unknown', 'no usable kid');

  const key = await keys.byKid(kid);
  if (!key) return refuse('key-unknown', 'no key of ours has this kid');
  if (alg !== key.alg) return refuse('algorithm-refused', `this key verifies ${key.alg} only`);

  const signed = Buffer.from(jws.slice(0, encodedHeader.length + 1 + encodedPayload.length), 'latin1');
  if (!verifySignature(key, signed, signature))
    return refuse('signature-invalid', `does not verify with key ${key.kid}`);
  return { header, payload, key };
}
