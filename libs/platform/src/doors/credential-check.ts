import { type Asked } from '@strongroom/guard';
import { type SecurityContext } from '@strongroom/security-context';

/** Asks this process's own guard whether the credential that a request rests on is still good. */
export abstract class CredentialCheck {
  /**
   * `asked` says how old this process's knowledge may be before it asks the revocation service, and whether an emergency stop counts.
   * Returns when it is, or when a service acts for itself. Throws `err:access:unauthenticated:token` when it is not,
   * and `err:access:unavailable:revocation` when that cannot be told now.
   */
  abstract require(context: SecurityContext, asked: Asked): Promise<void>;
}
