import { type Contract, type EventContract } from '../contract/contract.js';

/** The calls that the service cleanup carries out. */
export const cleanupContracts: readonly Contract[] = [];

/** The events that the service cleanup publishes. */
export const cleanupEvents: readonly EventContract[] = [];
