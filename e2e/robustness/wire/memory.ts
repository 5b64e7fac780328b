/** What a process holds, after a collection if it was started with `--expose-gc`. */
export interface Held {
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Timers, sockets and the like. */
  readonly resources: number;
  readonly listeners: number;
}

export function held(): Held {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    rssBytes: rss,
    heapBytes: heapUsed,
    resources: process.getActiveResourcesInfo().length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}
