import { uuidv7, type Clock } from '@strongroom/kernel';
import { SignJWT } from 'jose';
import { type AccessTokenClaims } from './access-token-claims.js';
import { type SigningKeys } from './signing-keys.js';

interface TokenGrant {
  readonly client: string;
  readonly tenant: string;
  readonly ttlSeconds: number;
  readonly scope: string;
  readonly pos: number;
}

interface Minted {
  readonly token: string;
  readonly claims: AccessTokenClaims;
  readonly kid: string;
}

/** Makes the access tokens of one issuer: JWTs by RFC 9068. */
export class AccessTokens {
  constructor(
    /** Its URL, which is `iss`, and as the name of its API also `aud`. */
    readonly issuer: string,
    private readonly keys: Pick<SigningKeys, 'current'>,
    private readonly clock: Clock,
  ) {}

  /** A token by which a client acts for itself, so the client is also its subject (RFC 9068, section 2.2). */
  async mint(grant: TokenGrant): Promise<Minted> {
    const { kid, privateKey } = await this.keys.current();
    const iat = Math.floor(this.clock.nowMs() / 1000);
    const claims: AccessTokenClaims = {
      iss: this.issuer,
      sub: grant.client,
      aud: this.issuer,
      exp: iat + grant.ttlSeconds,
      iat,
      jti: uuidv7(),
      client_id: grant.client,
      scope: grant.scope,
      tenant: grant.tenant,
      pos: grant.pos,
    };
    const token = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
      .sign(privateKey);
    return { token, claims, kid };
  }
}
