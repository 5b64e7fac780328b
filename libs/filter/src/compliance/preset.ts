import type { Treatment } from '../policy/policy.js';

/** What a rule book asks to be done with which data. Data only: it can be read, compared and versioned. */
export interface CompliancePreset {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly requirements: readonly Requirement[];
}

export interface Requirement {
  /** As the rule book numbers it. */
  readonly id: string;
  readonly asks: string;
  /** Types of findings that fall under it. None: nothing here can tell such data, somebody else must. */
  readonly types: readonly string[];
  /** What is done with them; weaker treatments do not meet it. */
  readonly treatment: Treatment;
  /** What of it is not found although there are types, in one sentence. */
  readonly gap?: string;
}
