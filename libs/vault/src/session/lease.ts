import type { Grant } from './login.js';

/** A token and when it must be cared for, in milliseconds since the epoch. */
export interface Lease extends Grant {
  readonly askedAtMs: number;
  /** The lifetime that a login gave. A renewal that gives less meets the token's maximum. */
  readonly fullTtlMs: number;
}

/** The part of its lifetime after which a token is renewed: a store that is away for a while costs nothing. */
const RENEW_AFTER = 0.5;
/** A renewal that gives less than this part of the full lifetime has met the maximum: a new login is due. */
const WORTHWHILE = 0.75;

export function leaseOfLogin(grant: Grant, askedAtMs: number): Lease {
  return { ...grant, askedAtMs, fullTtlMs: grant.ttlMs };
}

export function leaseOfRenewal(before: Lease, grant: Grant, askedAtMs: number): Lease {
  return { ...grant, askedAtMs, fullTtlMs: before.fullTtlMs };
}

/** What to do about a token now. Times are compared, never turned into a timer: 768 h overflow one. */
export function leaseAction(lease: Lease, nowMs: number): 'keep' | 'renew' | 'login' {
  if (lease.ttlMs === Number.POSITIVE_INFINITY) return 'keep';
  const ageMs = nowMs - lease.askedAtMs;
  if (ageMs >= lease.ttlMs) return 'login';
  if (ageMs < lease.ttlMs * RENEW_AFTER) return 'keep';
  return lease.renewable && lease.ttlMs >= lease.fullTtlMs * WORTHWHILE ? 'renew' : 'login';
}
