import { fault, type Scope } from '@strongroom/contracts';

const EMERGENCY: Scope = 'revocation:emergency';
const RETRY_AFTER_MS = 30_000;

/**
 * While an emergency stop stands a token is issued only to whoever asks by name for the scope of those who deal with it. Guards
 * accept it at their doors alone, and it dies with the lift.
 */
export function requireNoStop(stopped: boolean, scope: string): void {
  if (!stopped || scope.split(' ').includes(EMERGENCY)) return;
  throw fault('err:revocation:unavailable:stopped', {
    message: 'an emergency stop stands: no token is issued until it is lifted',
    retryAfterMs: RETRY_AFTER_MS,
  });
}
