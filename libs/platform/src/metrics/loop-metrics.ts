import { type LoopPass } from '@strongroom/persistence';
import { Histogram } from 'prom-client';

const duration = new Histogram({
  name: 'strongroom_loop_pass_duration_seconds',
  help: 'Duration of one pass of a background loop',
  labelNames: ['loop', 'outcome'],
  buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
});

export const loopMetrics = {
  observe: ({ name, durationMs, error }: LoopPass): void => {
    duration.observe({ loop: name, outcome: error === undefined ? 'ok' : 'failed' }, durationMs / 1000);
  },
};
