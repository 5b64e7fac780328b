/**
 * Silent for longer than this, a guard counts as gone. By then one that merely cannot reach us asks before it answers, and gets
 * no answer: it is the bound of the policy `bounded` in libs/guard.
 */
export const GONE_AFTER_MS = 5_000;
