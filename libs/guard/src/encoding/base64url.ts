/**
 * Decodes unpadded base64url (RFC 7515, section 2), or gives `undefined` where `text` is not the one canonical encoding
 * of its bytes. Node's decoder forgives padding, foreign characters, the other alphabet and non-zero trailing bits;
 * encoding again what it understood shows all of these.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
