/** The default bound of the policy `bounded` in libs/guard: so long a guard may go by what it was last told. */
const BOUND_MS = 5_000;
/** Until the answer to what it was heard asking is out: the default wait of libs/guard. */
const WAIT_MS = 500;
/** A report waits up to a second before it is written, and its writing takes time. */
const MARGIN_MS = 2_000;

/**
 * Silent for longer than this, counted from its last answer, a guard counts as gone. By then one that merely cannot reach us asks
 * before it answers, and gets no answer: if its bounds are the default ones, it has no open routes and no other way to follow.
 */
export const GONE_AFTER_MS = BOUND_MS + WAIT_MS + MARGIN_MS;
