import { parentPort, workerData } from 'node:worker_threads';
import { Filter } from '../filter.js';
import { FilterLimitExceeded } from '../limits.js';
import type { Job, Outcome, ThreadTerms } from './job.js';

const filter = new Filter(workerData as ThreadTerms);

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(outcomeOf(job));
});

function outcomeOf({ content, policy, keys }: Job): Outcome {
  try {
    const result =
      'text' in content ? filter.text(content.text, policy, keys) : filter.json(content.json, policy, keys);
    return { kind: 'result', result };
  } catch (error) {
    return error instanceof FilterLimitExceeded
      ? { kind: 'exceeded', limit: error.limit, max: error.max }
      : { kind: 'failed', error };
  }
}
