import { type Contract, type EventContract } from '../contract/contract.js';

/** The calls that the service content-filter carries out. */
export const contentFilterContracts: readonly Contract[] = [];

/** The events that the service content-filter publishes. */
export const contentFilterEvents: readonly EventContract[] = [];
