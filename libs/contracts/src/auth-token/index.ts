import { type Contract, type EventContract } from '../contract/contract.js';

/** The calls that the service auth-token carries out. */
export const authTokenContracts: readonly Contract[] = [];

/** The events that the service auth-token publishes. */
export const authTokenEvents: readonly EventContract[] = [];
