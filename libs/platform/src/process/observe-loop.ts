import { type LoopPass } from '@strongroom/persistence';
import { type Logger } from '../logging/logger.js';
import { loopMetrics } from '../metrics/loop-metrics.js';

/** What every background loop owes its operator: a metric for each pass, and a line for each that failed. */
export function observeLoop({ logger }: { readonly logger: Logger }): (pass: LoopPass) => void {
  return (pass) => {
    loopMetrics.observe(pass);
    if (pass.error !== undefined)
      logger.warn('a pass failed and is tried again', { component: pass.name, error: pass.error });
  };
}
