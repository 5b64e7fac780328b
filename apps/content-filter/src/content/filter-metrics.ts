import { type Filtered } from '@strongroom/contracts';
import { Counter } from 'prom-client';

const contents = new Counter({
  name: 'strongroom_filter_contents_total',
  help: 'Texts and JSON values that were filtered, by the strongest action taken',
  labelNames: ['action'],
});
const findings = new Counter({
  name: 'strongroom_filter_findings_total',
  help: 'What was found in them, by type and by what was done with it',
  labelNames: ['type', 'action'],
});
const uncounted = new Counter({
  name: 'strongroom_filter_shadow_uncounted_total',
  help: 'Contents that a policy in the shadow could not be compared for; their answers were right',
});

export const filterMetrics = {
  uncounted: (contents: number): void => {
    uncounted.inc(contents);
  },
  filtered: ({ action, entities }: Filtered): void => {
    contents.inc({ action });
    for (const entity of entities) findings.inc({ type: entity.type, action: entity.action });
  },
};
