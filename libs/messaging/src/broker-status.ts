/** What `status` of server and client tells: whether the connection for commands stands. */
export type BrokerStatus = 'connected' | 'disconnected';

/** The transport's connections are its own: NestJS's `on` has no events to offer, and `unwrap` nothing to hand out. */
export type NoBrokerEvents = Record<string, never>;
export const NOT_HANDED_OUT = 'the connections of this transport are its own: subscribe to `status` to follow them';
