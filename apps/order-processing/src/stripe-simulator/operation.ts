import { type Form } from './form-body.js';
import { type SimulatorState } from './simulator-state.js';
import { type StripeObject } from './stripe-objects.js';

export interface Outcome {
  readonly status: number;
  readonly body: object;
  /** New versions of what the operation changed. */
  readonly puts: readonly StripeObject[];
}

export interface Surroundings {
  /** The `:id` of the path; empty where the path has none. */
  readonly id: string;
  readonly nowSeconds: number;
  readonly state: SimulatorState;
}

/** Decides, and changes nothing: what it `puts` takes effect when the journal has it. May throw a `StripeFault`. */
export type Operation = (form: Form, surroundings: Surroundings) => Outcome;
