import { type Contract, type EventContract } from '../contract/contract.js';

/** The calls that the service revocation carries out. */
export const revocationContracts: readonly Contract[] = [];

/** The events that the service revocation publishes. */
export const revocationEvents: readonly EventContract[] = [];
