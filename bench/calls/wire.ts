import { type PrivateKeys } from '../frame/keys.ts';

/** What a process of this suite is told when it begins. */
export interface WireTerms {
  readonly wire: string;
  readonly redisUrl: string;
  /** Ports of the replicas, for a wire without a broker. */
  readonly ports: readonly number[];
  readonly privateKeys: PrivateKeys;
}

/** One way to call a service, as its own documentation shows it. */
export interface Wire {
  /** One replica; `index` counts them from 0. */
  serve(terms: WireTerms, index: number): Promise<Closing>;
  connect(terms: WireTerms): Promise<Caller>;
}

export interface Caller extends Closing {
  call(order: unknown): Promise<unknown>;
}

export interface Closing {
  close(): Promise<void>;
}
