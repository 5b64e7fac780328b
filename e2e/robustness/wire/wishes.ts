import { type ServerLimits } from '@strongroom/messaging';
import { type Held } from './memory.ts';

export interface ServiceOptions {
  readonly service?: string;
  /** Another way to Redis than the run's. */
  readonly redis?: string;
  readonly limits?: Partial<ServerLimits>;
  /** How long a call or an event waits, as for a database. */
  readonly workMs?: number;
}

/** What a service tells when it is sent anything. */
export interface ServiceState {
  readonly held: Held;
  /** Frames that were dropped, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

export interface CallerOptions {
  readonly callsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly deadlineMs: number;
}

export type OverloadWish =
  | { readonly type: 'saturate'; readonly seconds: number; readonly inFlight: number }
  | {
      readonly type: 'offer';
      readonly seconds: number;
      readonly perSecond: number;
      readonly urgentPerSecond: number;
      readonly deadlineMs: number;
    };

export interface Outcomes {
  readonly calls: number;
  /** Answered OK while the load lasted. */
  readonly okPerSecond: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Of all calls, however they ended, sorted. */
  readonly durationsMs: readonly number[];
  /** Ended more than a second after their deadline, or with no canonical status. */
  readonly lost: number;
}

export interface SoakWish {
  /** 0 asks what this process holds. */
  readonly calls: number;
}

export interface HostileWish {
  readonly messages: number;
  readonly seed: number;
}
