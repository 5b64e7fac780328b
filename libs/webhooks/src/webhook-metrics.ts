import { Counter, Gauge, Histogram } from 'prom-client';

const attempts = new Counter({
  name: 'strongroom_webhook_attempts_total',
  help: 'Attempts to deliver a webhook by what came of them: delivered, refused (another status than 2xx), or where it went wrong',
  labelNames: ['outcome'],
});
const duration = new Histogram({
  name: 'strongroom_webhook_attempt_duration_seconds',
  help: 'From the first packet of an attempt to the status of the answer',
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10],
});
const deliveries = new Gauge({
  name: 'strongroom_webhook_deliveries',
  help: 'Deliveries that wait, and that have failed and can be sent again, in the database as a whole',
  labelNames: ['status'],
});
const oldest = new Gauge({
  name: 'strongroom_webhook_oldest_waiting_seconds',
  help: 'Age of the delivery that has waited longest; 0 when none waits',
});
const disabled = new Counter({
  name: 'strongroom_webhook_endpoints_disabled_total',
  help: 'Endpoints that this replica has disabled because they were gone or failed for days',
  labelNames: ['because'],
});

/** What webhooks owe their operator. */
export const webhookMetrics = {
  attempt: (outcome: string, durationMs: number): void => {
    attempts.inc({ outcome });
    duration.observe(durationMs / 1_000);
  },
  counts: ({ waiting, failed, oldestS }: { waiting: number; failed: number; oldestS: number }): void => {
    deliveries.set({ status: 'waiting' }, waiting);
    deliveries.set({ status: 'failed' }, failed);
    oldest.set(oldestS);
  },
  disabled: (because: 'gone' | 'failing'): void => {
    disabled.inc({ because });
  },
};
