import { OAuthRefusal } from './oauth-refusal.js';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The client's credentials from the Authorization header or the body (RFC 6749, section 2.3.1), never from both. */
export function clientCredentialsOf(
  authorization: string | undefined,
  form: Readonly<Record<string, string>>,
): ClientCredentials {
  const { client_id: clientId, client_secret: clientSecret } = form;
  if (authorization !== undefined) {
    if (clientSecret !== undefined)
      throw new OAuthRefusal('invalid_request', 'use one way to authenticate the client, not two');
    const basic = basicCredentials(authorization);
    if (basic === undefined)
      throw new OAuthRefusal('invalid_client', 'the Authorization header is not Basic credentials');
    if (clientId !== undefined && clientId !== basic.clientId) {
      throw new OAuthRefusal('invalid_request', 'client_id in the body is not the one in the Authorization header');
    }
    return basic;
  }
  if (clientId === undefined || clientSecret === undefined) {
    throw new OAuthRefusal('invalid_client', 'client_id and client_secret are required, by HTTP Basic or in the body');
  }
  return { clientId, clientSecret };
}

/** RFC 7617, with both halves form-encoded as RFC 6749 asks. */
function basicCredentials(header: string): ClientCredentials | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString();
  const colon = decoded.indexOf(':');
  if (colon === -1) return undefined;
  const [clientId, clientSecret] = [formDecoded(decoded.slice(0, colon)), formDecoded(decoded.slice(colon + 1))];
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

function formDecoded(text: string): string | undefined {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
