import { OAuthRefusal } from './oauth-refusal.js';

/** The parameters of a form body; one that is given twice is refused (RFC 6749, section 3.2). */
export function formOf(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) {
    throw new OAuthRefusal('invalid_request', 'the body must be application/x-www-form-urlencoded');
  }
  const form: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'string') throw new OAuthRefusal('invalid_request', `${name} must be given once, as text`);
    if (value !== '') form[name] = value;
  }
  return form;
}

/** The token that introspection (RFC 7662, section 2.1) and revocation (RFC 7009, section 2.1) are asked about. */
export function tokenOf({ token }: Readonly<Record<string, string>>): string {
  if (token === undefined) throw new OAuthRefusal('invalid_request', 'token is required');
  return token;
}
