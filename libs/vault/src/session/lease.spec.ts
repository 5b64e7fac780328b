import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leaseAction, leaseOfLogin, leaseOfRenewal, type Lease } from './lease.js';

const HOUR_MS = 3_600_000;

function lease(about: Partial<Lease> = {}): Lease {
  return { token: 't', ttlMs: HOUR_MS, renewable: true, askedAtMs: 0, fullTtlMs: HOUR_MS, ...about };
}

describe('leaseAction', () => {
  it('leaves a token alone for half of its life, renews it then, and logs in once it has ended', () => {
    expect(leaseAction(lease(), HOUR_MS / 2 - 1)).toBe('keep');
    expect(leaseAction(lease(), HOUR_MS / 2)).toBe('renew');
    expect(leaseAction(lease(), HOUR_MS)).toBe('login');
  });

  it('logs in where a renewal is not allowed, or met the maximum', () => {
    expect(leaseAction(lease({ renewable: false }), HOUR_MS / 2)).toBe('login');
    const renewed = leaseOfRenewal(lease(), { token: 't', ttlMs: HOUR_MS / 2, renewable: true }, HOUR_MS);
    expect(leaseAction(renewed, HOUR_MS + HOUR_MS / 4)).toBe('login');
  });

  it('keeps a token that has no end', () => {
    const endless = leaseOfLogin({ token: 't', ttlMs: Number.POSITIVE_INFINITY, renewable: false }, 0);
    expect(leaseAction(endless, Number.MAX_SAFE_INTEGER)).toBe('keep');
  });

  it('never lets a token end that is looked at often enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60_000, max: 768 * HOUR_MS }), fc.double({ min: 0, max: 0.49 }), (ttlMs, wait) => {
        const fresh = lease({ ttlMs, fullTtlMs: ttlMs });
        const lastKept = ttlMs / 2 - 1;
        expect(leaseAction(fresh, lastKept)).toBe('keep');
        expect(leaseAction(fresh, lastKept + ttlMs * wait)).not.toBe(wait * ttlMs < 1 ? 'login' : 'keep');
      }),
    );
  });
});
