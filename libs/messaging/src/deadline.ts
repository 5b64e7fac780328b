/**
 * No call may wait longer than this, and no server takes a request that would: ids are remembered until their deadline,
 * and nobody may make that memory grow without end.
 */
export const DEADLINE_HORIZON_MS = 10 * 60_000;

/** Clocks of two machines may differ by this much where one judges what the other wrote. */
export const CLOCK_SKEW_MS = 5_000;
