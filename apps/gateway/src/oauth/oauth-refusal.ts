import { oauthErrors } from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';

export type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'invalid_target'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** A refusal in the words of RFC 6749, section 5.2 (and RFC 8707 for `invalid_target`). */
export class OAuthRefusal extends Error {
  override readonly name = 'OAuthRefusal';

  constructor(
    readonly error: OAuthError,
    message: string,
  ) {
    super(message);
  }

  get status(): 400 | 401 {
    return this.error === 'invalid_client' ? 401 : 400;
  }
}

const byCode: Readonly<Record<string, OAuthError>> = {
  ...oauthErrors,
  'err:request:invalid:schema': 'invalid_request',
};

/** What an OAuth client is told of an error, or undefined where the protocol has no word for it. */
export function oauthRefusalOf(error: unknown): OAuthRefusal | undefined {
  if (error instanceof OAuthRefusal) return error;
  if (!(error instanceof DomainError)) return undefined;
  const { code, message } = error as DomainError;
  const word = byCode[code];
  return word === undefined ? undefined : new OAuthRefusal(word, message);
}
