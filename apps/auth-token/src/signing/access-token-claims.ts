/** What an access token says (RFC 9068, section 2.2, with `tenant` and `pos` of ours). Times are seconds since the Unix epoch. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly exp: number;
  readonly iat: number;
  readonly jti: string;
  readonly client_id: string;
  readonly scope: string;
  readonly tenant: string;
  /** Head of the revocation log before the credential behind this token was checked. */
  readonly pos: number;
}
