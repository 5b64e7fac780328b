import { parentPort, workerData } from 'node:worker_threads';
import { Filter } from '../filter.js';
import { FilterLimitExceeded } from '../limits.js';
import { restore } from '../policy/restore.js';
import type { Job, JobResult, Outcome, ThreadTerms } from './job.js';

const filter = new Filter(workerData as ThreadTerms);

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(outcomeOf(job));
});

function outcomeOf(job: Job): Outcome {
  try {
    return { kind: 'result', result: resultOf(job) };
  } catch (error) {
    return error instanceof FilterLimitExceeded
      ? { kind: 'exceeded', limit: error.limit, max: error.max }
      : { kind: 'failed', error };
  }
}

function resultOf(job: Job): JobResult {
  if (job.kind === 'restore') return restore(job.value, job.keys, job.options);
  const { content, policy, keys } = job;
  return 'text' in content ? filter.text(content.text, policy, keys) : filter.json(content.json, policy, keys);
}
