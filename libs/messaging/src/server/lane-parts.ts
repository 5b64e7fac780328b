import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { type ToCallError } from '../call-error.js';
import { type Seal } from '../envelope/seal.js';
import { type MessagingMetrics } from '../metrics.js';
import { type KeyNames } from '../redis/key-names.js';
import { type Refusals } from '../refusals.js';
import { type MessagingTracer } from '../tracing/messaging-tracer.js';
import { type Handlers } from './handlers.js';
import { type ServerLimits } from './server-limits.js';

/** What the lanes of one server share. */
export interface LaneParts {
  readonly seal: Seal;
  readonly names: KeyNames;
  readonly handlers: Handlers;
  readonly toCallError: ToCallError;
  readonly limits: ServerLimits;
  readonly metrics: MessagingMetrics;
  readonly tracer: MessagingTracer | undefined;
  readonly refusals: Refusals;
  readonly logger: LoggerService;
  /** For everything that does not block; shared. */
  readonly commands: Redis;
  /** A further connection, which the server opens together with its own. */
  readonly connect: (role: 'blocking' | 'subscriber') => Redis;
}
