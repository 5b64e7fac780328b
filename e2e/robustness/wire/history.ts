import { HistoryFile } from '../history-file.ts';

/**
 * What one process saw, one JSON object a line. `atMs` is Unix milliseconds: all processes of a run share a clock.
 * `id` is the caller's own number of a call or event and travels in the body, so both ends speak of the same thing.
 */
export type Entry =
  | { readonly type: 'asked'; readonly id: string; readonly atMs: number; readonly deadlineMs: number }
  | { readonly type: 'ended'; readonly id: string; readonly atMs: number; readonly status: string }
  | { readonly type: 'ran'; readonly id: string; readonly atMs: number }
  | { readonly type: 'committed'; readonly id: string; readonly atMs: number }
  | { readonly type: 'delivered'; readonly id: string; readonly atMs: number }
  | { readonly type: 'effected'; readonly id: string; readonly atMs: number }
  | { readonly type: 'fault'; readonly what: string; readonly atMs: number }
  | { readonly type: 'mended'; readonly what: string; readonly atMs: number }
  | { readonly type: 'unhandled'; readonly what: string; readonly atMs: number };

/** An orderly end, which disconnects too, has this long. */
const LEAVE_WITHIN_MS = 5_000;

export class HistoryWriter extends HistoryFile<Entry> {
  /** From here on this process ends with the one that started it, and a promise that nobody handled is part of the history. */
  watchThisProcess(): void {
    process.once('disconnect', () => {
      setTimeout(() => process.exit(0), LEAVE_WITHIN_MS).unref();
    });
    process.on('uncaughtExceptionMonitor', (error) => {
      this.write({ type: 'unhandled', what: String(error), atMs: Date.now() });
    });
  }
}
