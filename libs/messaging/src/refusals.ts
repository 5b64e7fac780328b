import { type LoggerService } from '@nestjs/common';
import { type MessagingMetrics } from './metrics.js';
import { type Refusal } from './refusal.js';

const QUIET_MS = 60_000;

/** Counts every frame that is dropped and says so once a minute a reason, however many come. */
export class Refusals {
  readonly #saidAtMs = new Map<Refusal, number>();

  constructor(
    private readonly metrics: Pick<MessagingMetrics, 'refused'>,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  count(reason: Refusal, where: string): void {
    this.metrics.refused(reason);
    const nowMs = Date.now();
    if (nowMs - (this.#saidAtMs.get(reason) ?? -Infinity) < QUIET_MS) return;
    this.#saidAtMs.set(reason, nowMs);
    this.logger.warn(`${where}: a message was dropped (${reason}); more of these are counted, and said once a minute`);
  }
}
