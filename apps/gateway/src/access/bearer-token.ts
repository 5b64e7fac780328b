import { type IncomingMessage } from 'node:http';
import { fault } from '@strongroom/contracts';
import { bearerTokenOf as bearerTokenIn } from '@strongroom/guard';

/** The one bearer token of a request. Throws `err:access:unauthenticated:token` where the guard's doors would see none. */
export function bearerTokenOf(request: Pick<IncomingMessage, 'headers' | 'rawHeaders'>): string {
  const token = bearerTokenIn(request);
  if (token !== undefined) return token;
  throw fault('err:access:unauthenticated:token', {
    message: 'header Authorization: send `Bearer` and an access token, once',
  });
}
