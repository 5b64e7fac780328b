import { type IncomingMessage } from 'node:http';
import { fault } from '@strongroom/contracts';

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * The token of `Authorization: Bearer`. Throws `err:access:unauthenticated:token` where there is none, and where the header
 * comes twice: Node keeps the first in `headers`, and what stands behind the proxy may well read the last.
 */
export function bearerTokenOf({ headers, rawHeaders }: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): string {
  const token = BEARER.exec(headers.authorization ?? '')?.[1];
  const times = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'authorization').length;
  if (token !== undefined && times === 1) return token;
  throw fault('err:access:unauthenticated:token', {
    message: 'header Authorization: send `Bearer` and an access token, once',
  });
}
