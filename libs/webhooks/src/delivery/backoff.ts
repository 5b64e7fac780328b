const FIRST_MS = 10_000;
const MS_MAX = 7_200_000;
const PAUSE_FIRST_MS = 1_000;
const PAUSE_MS_MAX = 60_000;
const RETRY_AFTER_MS_MAX = 3_600_000;

/** "Full jitter": anything between nothing and a ceiling that doubles with each attempt, from 10 s to two hours. */
export function retryDelayMs(attempts: number, random = Math.random): number {
  return random() * Math.min(MS_MAX, FIRST_MS * 2 ** Math.max(0, attempts - 1));
}

/** How long nothing at all is sent to a receiver that has failed so often in a row: up to a minute. */
export function pauseMs(failures: number, random = Math.random): number {
  return random() * Math.min(PAUSE_MS_MAX, PAUSE_FIRST_MS * 2 ** Math.max(0, failures - 1));
}

/** What `Retry-After` (RFC 9110, section 10.2.3) asks for, an hour at most; 0 where it says nothing that can be understood. */
export function retryAfterMs(header: string | undefined, nowMs: number): number {
  if (header === undefined) return 0;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? 0 : Math.min(RETRY_AFTER_MS_MAX, Math.max(0, ms));
}
