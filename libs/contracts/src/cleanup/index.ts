import { type Contract, type EventContract } from '../contract/contract.js';
import { makeCleanupPlan } from './make-plan.js';
import { runCleanupPlan } from './run-plan.js';
import { showCleanupPlan } from './show-plan.js';

export { cleanupTypes, type CleanupType, type PlanReport } from './plan-report.js';
export { makeCleanupPlan, runCleanupPlan, showCleanupPlan };

/** The calls that the service cleanup carries out. */
export const cleanupContracts: readonly Contract[] = [makeCleanupPlan, runCleanupPlan, showCleanupPlan];

/** The events that the service cleanup publishes. */
export const cleanupEvents: readonly EventContract[] = [];
