import type { IncomingMessage } from 'node:http';

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * The token of `Authorization: Bearer`. Undefined where there is none, and where the header comes twice: Node keeps the
 * first in `headers`, and what stands behind may well read the last.
 */
export function bearerTokenOf({
  headers,
  rawHeaders,
}: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): string | undefined {
  const times = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'authorization').length;
  return times === 1 ? BEARER.exec(headers.authorization ?? '')?.[1] : undefined;
}
