import { fault } from '@strongroom/contracts';
import { type Asked, type Guard } from '@strongroom/guard';
import { type SecurityContext } from '@strongroom/security-context';
import { CredentialCheck } from '../doors/credential-check.js';

/** Asks the guard of this process; no request leaves it for this while what it knows is fresh enough. */
export class GuardedCredentials extends CredentialCheck {
  constructor(private readonly guard: Guard) {
    super();
  }

  override async require(context: SecurityContext, asked: Asked): Promise<void> {
    const { credential, tenant } = context;
    if (credential === undefined) return;
    const verdict = await this.guard.check({ ...credential, tenant }, asked);
    if (verdict.active) return;
    if (verdict.unavailable) {
      throw fault('err:access:unavailable:revocation', {
        message: 'whether the token is still good cannot be told now',
        retryAfterMs: verdict.retryAfterMs,
      });
    }
    throw fault('err:access:unauthenticated:token', {
      message: `the token is ${verdict.reason.code}`,
      detail: verdict.reason.detail,
    });
  }
}
