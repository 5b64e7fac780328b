import { ExtractJwt, Strategy } from 'passport-jwt';
import { passportJwtSecret } from 'jwks-rsa';
import type { RemoteJWKSetOptions } from 'jose';

/** The metadata of a server (RFC 8414), as far as its tokens are verified with it. */
export interface Issuer {
  readonly issuer: string;
  readonly jwksUri: string;
}

/** The claims of a token that was taken; `{ refused }` says why it was not. */
export type Verify = (token: string) => Promise<unknown>;

type Request = Parameters<Strategy['authenticate']>[0];

/** passport-jwt with the keys that jwks-rsa reads, as its own documentation puts them together. */
export function passportJwt({ issuer, jwksUri }: Issuer, options: object): Verify {
  const strategy = new Strategy(
    {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKeyProvider: passportJwtSecret({ jwksUri, ...options }),
      issuer,
      audience: issuer,
      algorithms: ['RS256'],
    },
    (claims: unknown, done: (error: null, user: unknown) => void) => {
      done(null, claims);
    },
  );
  return (token) => authenticate(strategy, token);
}

/** jose with the keys that it reads itself. Imported late: jwks-rsa requires it, and Jest cannot load it both ways at once. */
export function joseVerifier({ issuer, jwksUri }: Issuer, options: RemoteJWKSetOptions): Verify {
  const loaded = import('jose').then((jose) => ({
    verify: jose.jwtVerify,
    keys: jose.createRemoteJWKSet(new URL(jwksUri), options),
  }));
  return async (token) => {
    const { verify, keys } = await loaded;
    return verify(token, keys, { issuer, audience: issuer, typ: 'at+jwt', algorithms: ['RS256'] }).then(
      ({ payload }) => payload,
      (error: unknown) => ({ refused: String(error) }),
    );
  };
}

/** What passport does with a strategy: the user that it finds, or its challenge. */
function authenticate(strategy: Strategy, token: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const attempt = Object.assign(Object.create(strategy) as Strategy, {
      success: resolve,
      fail: (challenge: unknown) => {
        resolve({ refused: String(challenge) });
      },
      error: reject,
    });
    attempt.authenticate({ headers: { authorization: `Bearer ${token}` } } as Request);
  });
}
