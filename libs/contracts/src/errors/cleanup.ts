import { type ErrorRow } from './error-row.js';

/** Errors of cleanup. */
export const cleanupErrors = {
  'err:cleanup:unknown:plan': {
    status: 'NOT_FOUND',
    title: 'There is no such cleanup plan',
    happened: 'No plan of this tenant has this id. Plans are kept for 30 days.',
    fix: 'Make a plan with POST /v1/cleanup/plans and use the plan_id of the answer.',
  },
  'err:cleanup:conflict:policy-changed': {
    status: 'FAILED_PRECONDITION',
    title: 'The retention rules have changed since the plan was made',
    happened: 'The plan counted rows under rules that no longer hold. Nothing was deleted.',
    fix: 'Make a new plan, look at its counts, and run that one.',
  },
} as const satisfies Record<`err:${string}:${string}:${string}`, ErrorRow>;
