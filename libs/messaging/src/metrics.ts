import { type LoggerService } from '@nestjs/common';
import { type Refusal } from './refusal.js';
import { type StatusCode } from './status.js';

/**
 * What the transport counts. Bind it to a metrics library of your choice; nothing here carries an id, so every value is
 * fit for a label. A pattern that a server has no handler for, which anybody may have made up, is reported as `_OTHER`.
 */
export interface MessagingMetrics {
  /** Histogram of call duration by pattern, side and code. */
  callEnded(call: {
    readonly pattern: string;
    readonly side: 'client' | 'server';
    readonly code: StatusCode;
    readonly durationMs: number;
  }): void;
  /** Gauge: calls under way on this side of this process. */
  inFlight(side: 'client' | 'server', calls: number): void;
  /** Counter: calls that a server took from its queue after their deadline, and did not start. */
  expired(pattern: string): void;
  /** Counter: calls refused by a client because the queue of the service was full. */
  shed(service: string): void;
  /** Counter: events that a publisher could not leave because the stream of the consumer was full. */
  eventsShed(consumer: string, events: number): void;
  /** Counter: frames dropped, by reason. */
  refused(reason: Refusal): void;
  /** Histogram of time between publication and handling, of duration, and counter by outcome. */
  eventEnded(event: {
    readonly pattern: string;
    readonly outcome: 'done' | 'retry' | 'dead';
    readonly lagMs: number;
    readonly durationMs: number;
  }): void;
  /** Counter: events handed out again after a failure or the death of a consumer. */
  redelivered(events: number): void;
  /** Gauges, every few seconds: calls waiting by priority (0 is the most urgent). */
  queueDepth(priority: number, calls: number): void;
  /** Gauges, every few seconds, for the whole consuming service. */
  eventBacklog(backlog: {
    readonly stored: number;
    readonly pending: number;
    readonly oldestPendingMs: number;
    readonly dead: number;
  }): void;
  /** Gauge, several times a second: how old this replica's knowledge of a topic is; Infinity before there is any. */
  broadcastStaleness(topic: string, stalenessMs: number): void;
  /** Counter: times that broadcasts were missing in the stream, and had to be caught up. */
  broadcastGap(topic: string): void;
  /** Gauge: whether this process reaches Redis. */
  brokerUp(up: boolean): void;
}

const nothing = (): void => undefined;

export const noMetrics: MessagingMetrics = {
  callEnded: nothing,
  inFlight: nothing,
  expired: nothing,
  shed: nothing,
  eventsShed: nothing,
  refused: nothing,
  eventEnded: nothing,
  redelivered: nothing,
  queueDepth: nothing,
  eventBacklog: nothing,
  broadcastStaleness: nothing,
  broadcastGap: nothing,
  brokerUp: nothing,
};

/** The same metrics, whose faults are reported once and change nothing: a call must not fail because it was counted. */
export function harmless(metrics: MessagingMetrics, logger: Pick<LoggerService, 'error'>): MessagingMetrics {
  let said = false;
  const guarded =
    <A extends readonly unknown[]>(tell: (...args: A) => void) =>
    (...args: A): void => {
      try {
        tell(...args);
      } catch (error) {
        if (!said) logger.error(`metrics failed, and may go on failing: ${String(error)}`);
        said = true;
      }
    };
  return {
    callEnded: guarded((call) => {
      metrics.callEnded(call);
    }),
    inFlight: guarded((side, calls) => {
      metrics.inFlight(side, calls);
    }),
    expired: guarded((pattern) => {
      metrics.expired(pattern);
    }),
    shed: guarded((service) => {
      metrics.shed(service);
    }),
    eventsShed: guarded((consumer, events) => {
      metrics.eventsShed(consumer, events);
    }),
    refused: guarded((reason) => {
      metrics.refused(reason);
    }),
    eventEnded: guarded((event) => {
      metrics.eventEnded(event);
    }),
    redelivered: guarded((events) => {
      metrics.redelivered(events);
    }),
    queueDepth: guarded((priority, calls) => {
      metrics.queueDepth(priority, calls);
    }),
    eventBacklog: guarded((backlog) => {
      metrics.eventBacklog(backlog);
    }),
    broadcastStaleness: guarded((topic, stalenessMs) => {
      metrics.broadcastStaleness(topic, stalenessMs);
    }),
    broadcastGap: guarded((topic) => {
      metrics.broadcastGap(topic);
    }),
    brokerUp: guarded((up) => {
      metrics.brokerUp(up);
    }),
  };
}
