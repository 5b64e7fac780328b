import { type Contract, type EventContract } from '../contract/contract.js';

/** The calls that the service order-processing carries out. */
export const orderProcessingContracts: readonly Contract[] = [];

/** The events that the service order-processing publishes. */
export const orderProcessingEvents: readonly EventContract[] = [];
