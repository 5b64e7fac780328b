import { type GuardStatus } from '@strongroom/guard';
import { Gauge } from 'prom-client';

let statusOf: (() => GuardStatus) | undefined;

const gauges: readonly (readonly [name: string, help: string, read: (status: GuardStatus) => number])[] = [
  ['ready', '1 once the revocation log has been read', ({ ready }) => Number(ready)],
  ['staleness_seconds', 'How old the copy of the revocation log is, at most', ({ stalenessMs }) => stalenessMs / 1_000],
  [
    'stopped',
    '1 while nothing is accepted: an emergency stop stands, or the kill switch is on',
    ({ stoppedBy }) => Number(stoppedBy !== undefined),
  ],
  ['entries', 'Live revocations held in memory', ({ entries }) => entries],
  ['memory_bytes', 'Memory that they take', ({ bytes }) => bytes],
  [
    'feed_faults',
    'Reads of the feed that failed since the last one that worked',
    ({ consecutiveFaults }) => consecutiveFaults,
  ],
];

for (const [name, help, read] of gauges) {
  new Gauge({
    name: `strongroom_guard_${name}`,
    help,
    collect() {
      if (statusOf) this.set(read(statusOf()));
    },
  });
}

/** What the guard of this process knows of the revocation log, asked for whenever somebody looks. */
export const guardMetrics = {
  observe: (status: () => GuardStatus): void => {
    statusOf = status;
  },
};
