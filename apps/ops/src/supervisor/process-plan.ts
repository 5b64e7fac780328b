import type { ServiceProbe } from './serves.js';

/** One process to run, and how to tell that it serves. */
export interface ProcessPlan {
  /** `gateway-1`; names the log as well. */
  readonly name: string;
  readonly what: string;
  readonly replica: number;
  /** Where it is reached, for people. */
  readonly url: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly probe: ServiceProbe;
}
