const DEFAULT_PREFIX = 'sr:';

/**
 * Every key and channel of the wire. What one script or command touches together shares a hash tag, so it lies in one
 * slot of a Redis Cluster.
 */
export class KeyNames {
  constructor(private readonly prefix: string = DEFAULT_PREFIX) {}

  /** What the call lists of a service begin with; a priority's digit makes it one of them. */
  callsBase(service: string): string {
    return `${this.prefix}{call:${service}}:p`;
  }

  calls(service: string, priority: number): string {
    return `${this.callsBase(service)}${priority}`;
  }

  /** Ids that the service has taken are remembered until their deadline. */
  seen(service: string, sender: string, id: string): string {
    return `${this.prefix}{call:${service}}:seen:${sender}:${id}`;
  }

  replies(service: string, instance: string): string {
    return `${this.prefix}{reply:${service}:${instance}}`;
  }

  /** A channel, not a key. */
  cancels(service: string): string {
    return `${this.prefix}{cancel:${service}}`;
  }

  events(service: string): string {
    return `${this.prefix}{event:${service}}`;
  }

  deadLetters(service: string): string {
    return `${this.events(service)}:dead`;
  }

  broadcasts(topic: string): string {
    return `${this.prefix}{broadcast:${topic}}`;
  }

  /** What readers ask the publisher to read again by. */
  probes(topic: string): string {
    return `${this.broadcasts(topic)}:probes`;
  }
}

/** Glob patterns for Redis ACLs: what belongs to a service, as its owner and its peers may be given rights to. */
export interface WireKeyPatterns {
  /** The service reads and writes. */
  callsOf(service: string): readonly string[];
  /** Of these, the lists that its callers only write to (`%W~`): RPUSH, LLEN and PEXPIRE are all that they need. */
  queuesOf(service: string): readonly string[];
  /** The service reads and writes; those whom it calls only write, in the same way. */
  repliesOf(service: string): readonly string[];
  /** The service reads and writes. */
  eventsOf(service: string): readonly string[];
  /** Of these, the stream that those whose events it handles only write to: XADD and XLEN. */
  streamsOf(service: string): readonly string[];
  /** The publisher reads and writes; readers only read (`%R~`). */
  broadcastsOf(topic: string): readonly string[];
  /** The publisher reads and writes; readers only write. */
  probesOf(topic: string): readonly string[];
  /** Pub/sub channels: the service listens, its callers publish. */
  channelsOf(service: string): readonly string[];
}

/** The key patterns for an ACL file. Messages are signed whatever the ACL says; it keeps services out of each other's queues. */
export function wireKeyPatterns(prefix: string = DEFAULT_PREFIX): WireKeyPatterns {
  const names = new KeyNames(prefix);
  return {
    callsOf: (service) => [`${prefix}{call:${service}}:*`],
    queuesOf: (service) => [`${names.callsBase(service)}?`],
    repliesOf: (service) => [`${prefix}{reply:${service}:*}`],
    eventsOf: (service) => [names.events(service), `${names.events(service)}:*`],
    streamsOf: (service) => [names.events(service)],
    broadcastsOf: (topic) => [names.broadcasts(topic)],
    probesOf: (topic) => [names.probes(topic)],
    channelsOf: (service) => [names.cancels(service)],
  };
}
