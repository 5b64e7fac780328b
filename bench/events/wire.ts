import { type PrivateKeys } from '../frame/keys.ts';

export interface EventWireTerms {
  readonly wire: string;
  readonly redisUrl: string;
  readonly privateKeys: PrivateKeys;
}

export interface EventWire {
  produce(terms: EventWireTerms): Promise<Producer>;
  consume(terms: EventWireTerms): Promise<Consumer>;
}

export interface Producer {
  /** Resolves when the server has taken `count` events. */
  publish(count: number): Promise<void>;
  close(): Promise<void>;
}

export interface Consumer {
  /** Resolves when `count` events have been handled and acknowledged. */
  handle(count: number): Promise<void>;
  close(): Promise<void>;
}
