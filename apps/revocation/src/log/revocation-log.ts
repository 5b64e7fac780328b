import { LIFETIME_MAX_S } from '@strongroom/guard';
import { type LogTerms } from '@strongroom/persistence';

export const revocationLog: LogTerms = { schema: 'revocation', table: 'event' };

/** For clocks that are apart, and the leeway that guards give. */
const SKEW_S = 300;

/**
 * How long a revocation is kept by guards. Nobody here knows the expiry of what it ends, and a caller's word for it could bring
 * a token back: so for as long as any token may live.
 */
export const DENIED_FOR_S = LIFETIME_MAX_S + SKEW_S;

/** Until when guards keep what no expiry may undo: a stop, its lift, a stolen key. Within the 32 bits that the feed has. */
export const KEPT_FOR_GOOD = '2100-01-01T00:00:00Z';
