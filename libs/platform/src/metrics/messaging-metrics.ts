import { type MessagingMetrics, refusals } from '@strongroom/messaging';
import { Counter, Gauge, Histogram } from 'prom-client';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const calls = new Histogram({
  name: 'strongroom_call_duration_seconds',
  help: 'Duration of calls between services',
  labelNames: ['pattern', 'side', 'code'],
  buckets: seconds,
});
const inFlight = new Gauge({ name: 'strongroom_calls_in_flight', help: 'Calls under way', labelNames: ['side'] });
const expired = new Counter({
  name: 'strongroom_calls_expired_total',
  help: 'Calls whose deadline had passed before they were started',
  labelNames: ['pattern'],
});
const shed = new Counter({
  name: 'strongroom_calls_shed_total',
  help: 'Calls turned away because the queue of the service was full',
  labelNames: ['service'],
});
const refused = new Counter({
  name: 'strongroom_messages_refused_total',
  help: 'Messages dropped: forged, replayed, malformed or for somebody else',
  labelNames: ['reason'],
});
// Each from the start: an alert on the growth of a counter misses the step from absent to 1.
for (const reason of refusals) refused.inc({ reason }, 0);
const eventsShed = new Counter({
  name: 'strongroom_events_shed_total',
  help: 'Events that stay in the outbox because the stream of their consumer is full',
  labelNames: ['service'],
});
const events = new Histogram({
  name: 'strongroom_event_duration_seconds',
  help: 'Duration of the handling of events',
  labelNames: ['pattern', 'outcome'],
  buckets: seconds,
});
const eventLag = new Histogram({
  name: 'strongroom_event_lag_seconds',
  help: 'Time from the publication of an event to its handling',
  labelNames: ['pattern'],
  buckets: [0.005, 0.025, 0.1, 0.5, 2, 10, 60, 600],
});
const redelivered = new Counter({
  name: 'strongroom_events_redelivered_total',
  help: 'Events handed out again after a failure or the death of a consumer',
});
const queueDepth = new Gauge({
  name: 'strongroom_call_queue_depth',
  help: 'Calls waiting for this service',
  labelNames: ['priority'],
});
const backlog = new Gauge({
  name: 'strongroom_event_backlog',
  help: 'Events of this service: stored, pending, dead',
  labelNames: ['state'],
});
const oldestPending = new Gauge({
  name: 'strongroom_event_oldest_pending_seconds',
  help: 'Age of the oldest event that is not acknowledged',
});
const broadcastStaleness = new Gauge({
  name: 'strongroom_broadcast_staleness_seconds',
  help: 'How old this process’s knowledge of a broadcast topic is',
  labelNames: ['topic'],
});
const broadcastGaps = new Counter({
  name: 'strongroom_broadcast_gaps_total',
  help: 'Times that broadcasts were missing in the stream, and were caught up from the truth',
  labelNames: ['topic'],
});
const brokerUp = new Gauge({ name: 'strongroom_broker_up', help: '1 while this process reaches Redis' });

/** What the transport counts, for Prometheus. */
export const messagingMetrics: MessagingMetrics = {
  callEnded: ({ pattern, side, code, durationMs }) => {
    calls.observe({ pattern, side, code }, durationMs / 1000);
  },
  inFlight: (side, count) => {
    inFlight.set({ side }, count);
  },
  expired: (pattern) => {
    expired.inc({ pattern });
  },
  shed: (service) => {
    shed.inc({ service });
  },
  eventsShed: (service, count) => {
    eventsShed.inc({ service }, count);
  },
  refused: (reason) => {
    refused.inc({ reason });
  },
  eventEnded: ({ pattern, outcome, lagMs, durationMs }) => {
    events.observe({ pattern, outcome }, durationMs / 1000);
    eventLag.observe({ pattern }, lagMs / 1000);
  },
  redelivered: (count) => {
    redelivered.inc(count);
  },
  queueDepth: (priority, count) => {
    queueDepth.set({ priority: String(priority) }, count);
  },
  eventBacklog: ({ stored, pending, oldestPendingMs, dead }) => {
    backlog.set({ state: 'stored' }, stored);
    backlog.set({ state: 'pending' }, pending);
    backlog.set({ state: 'dead' }, dead);
    oldestPending.set(oldestPendingMs / 1000);
  },
  broadcastStaleness: (topic, stalenessMs) => {
    broadcastStaleness.set({ topic }, stalenessMs / 1000);
  },
  broadcastGap: (topic) => {
    broadcastGaps.inc({ topic });
  },
  brokerUp: (up) => {
    brokerUp.set(up ? 1 : 0);
  },
};
