import { parentPort, workerData } from 'node:worker_threads';
import { Filter } from '../filter.js';
import { FilterLimitExceeded } from '../limits.js';
import { restore } from '../policy/restore.js';
import type { Job, Outcome, ThreadTerms } from './job.js';
import { packEntities } from './packed-entities.js';

const filter = new Filter(workerData as ThreadTerms);

parentPort?.on('message', (job: Job) => {
  const outcome = outcomeOf(job);
  parentPort?.postMessage(outcome, outcome.kind === 'filtered' ? [outcome.entities.places.buffer] : []);
});

function outcomeOf(job: Job): Outcome {
  try {
    return settle(job);
  } catch (error) {
    return error instanceof FilterLimitExceeded
      ? { kind: 'exceeded', limit: error.limit, max: error.max }
      : { kind: 'failed', error };
  }
}

function settle(job: Job): Outcome {
  if (job.kind === 'restore') return { kind: 'restored', result: restore(job.value, job.keys, job.options) };
  const { content, policy, keys } = job;
  const { entities, ...result } =
    'text' in content ? filter.text(content.text, policy, keys) : filter.json(content.json, policy, keys);
  return { kind: 'filtered', result, entities: packEntities(entities) };
}
