import { type MessagingTracer } from '@strongroom/messaging';
import { type TransactionTracer } from '@strongroom/persistence';
import { type TracingSettings } from '../config/tracing-settings.js';
import { type Logger } from '../logging/logger.js';
import { type HttpTracer } from './http-tracer.js';

/** Who makes the spans of a process that traces. */
export interface Tracing {
  readonly messages: MessagingTracer;
  readonly requests: HttpTracer;
  readonly transactions: TransactionTracer;
  /** Sends what is not sent yet. */
  close(): Promise<void>;
}

export interface TracingTerms {
  readonly service: string;
  readonly instance: string;
  readonly settings: TracingSettings;
  readonly logger: Logger;
}
