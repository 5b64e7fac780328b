import { type RedisOptions } from 'ioredis';
import { type PairKeys } from './keys/pair-keys.js';
import { type MessagingMetrics } from './metrics.js';
import { type MessagingTracer } from './tracing/messaging-tracer.js';

/** What server, client and publisher have in common. */
export interface WireOptions {
  /** Name of the service that this process is a replica of: letters, digits, `-` and `_`, at most 63. */
  readonly service: string;
  /** A `redis://` or `rediss://` URL, or options of ioredis (Sentinel, TLS, users). Redis or Valkey 7 or newer. */
  readonly redis: string | RedisOptions;
  readonly keys: PairKeys;
  /** Before every key and channel; systems that share a Redis differ by it. Default `sr:`. */
  readonly prefix?: string;
  readonly metrics?: MessagingMetrics;
  /** Makes the spans of messages, such as `OpenTelemetryTracer`. Without one `traceparent` is passed on as it came. */
  readonly tracer?: MessagingTracer | undefined;
}
