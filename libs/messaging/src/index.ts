export type { Broadcast, BroadcastFollower } from './broadcast/broadcast-follower.js';
export type { BroadcastKeys, BroadcastSigner, BroadcastSigningKey } from './broadcast/broadcast-keys.js';
export {
  type BatchToPublish,
  BroadcastPublisher,
  type BroadcastPublisherOptions,
} from './broadcast/broadcast-publisher.js';
export { BroadcastReader, type BroadcastReaderOptions, type BroadcastState } from './broadcast/broadcast-reader.js';
export type { BrokerStatus } from './broker-status.js';
export { CallError, type CallErrorShape, type ToCallError, toCallErrorByDefault } from './call-error.js';
export { CallErrorsFilter } from './call-errors-filter.js';
export { type CallScope, currentCallScope, inCallScope } from './call-scope.js';
export type { CallOptions } from './client/call-options.js';
export { RedisClient, type RedisClientOptions } from './client/redis-client.js';
export type { Metadata } from './envelope/metadata.js';
export type { DeadEvent, DeadLetter } from './events/dead-letter.js';
export { DeadLetters, type DeadLettersOptions, type Requeued } from './events/dead-letters.js';
export { type EventFailure, EventsNotPublished, type EventToPublish } from './events/event-appender.js';
export { RedisEventPublisher, type RedisEventPublisherOptions } from './events/redis-event-publisher.js';
export { derivePairKey } from './keys/derive-pair-key.js';
export { KnownPairKeys } from './keys/known-pair-keys.js';
export type { PairKey, PairKeys } from './keys/pair-keys.js';
export { type MessagingMetrics, noMetrics } from './metrics.js';
export { wireKeyPatterns, type WireKeyPatterns } from './redis/key-names.js';
export { type Refusal, refusals } from './refusal.js';
export { CallContext } from './server/call-context.js';
export { RedisServer, type RedisServerOptions } from './server/redis-server.js';
export type { ServerLimits } from './server/server-limits.js';
export type { FailureStatus, StatusCode } from './status.js';
export type { MessagingSpan, MessagingTracer } from './tracing/messaging-tracer.js';
export { readTraceparent, type TraceParent, writeTraceparent } from './tracing/traceparent.js';
export type { WireOptions } from './wire-options.js';
