import { type Contract, type EventContract } from '../contract/contract.js';
import { cleanExpiredTokens } from './clean-expired-tokens.js';
import { makeCleanupPlan } from './make-plan.js';
import { runCleanupPlan } from './run-plan.js';
import { showCleanupPlan } from './show-plan.js';
import { showCleanupTask } from './show-task.js';

export { cleanupTypes, type CleanupType, type PlanReport } from './plan-report.js';
export { type CleanupTask } from './cleanup-task.js';
export { cleanExpiredTokens, makeCleanupPlan, runCleanupPlan, showCleanupPlan, showCleanupTask };

/** The calls that the service cleanup carries out. */
export const cleanupContracts: readonly Contract[] = [
  makeCleanupPlan,
  runCleanupPlan,
  showCleanupPlan,
  cleanExpiredTokens,
  showCleanupTask,
];

/** The events that the service cleanup publishes. */
export const cleanupEvents: readonly EventContract[] = [];
