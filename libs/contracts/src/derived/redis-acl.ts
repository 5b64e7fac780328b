import { type BroadcastContract } from '../contract/broadcast.js';
import { callersOf, type Contract, type EventContract } from '../contract/contract.js';
import { serviceNames, type ServiceName } from '../contract/service-name.js';

export interface AclUser {
  readonly service: ServiceName;
  /** Words of a Redis `ACL SETUSER`, after the name and without the password. */
  readonly rules: readonly string[];
}

/** Names of the keys of the wire; libs/messaging owns them, this is the part that rights are given by. */
export interface WireKeys {
  /** Patterns (Redis glob) of the queue that `service` takes its calls from, and what belongs to it. */
  callsOf(service: string): readonly string[];
  /** The part of it that callers put requests into. */
  queuesOf(service: string): readonly string[];
  repliesOf(service: string): readonly string[];
  /** The stream of what `service` consumes, and what belongs to it. */
  eventsOf(service: string): readonly string[];
  /** The part of it that publishers put events into. */
  streamsOf(service: string): readonly string[];
  /** Streams and what readers ask by, of the topic `pattern`. */
  broadcastsOf(pattern: string): readonly string[];
  probesOf(pattern: string): readonly string[];
  /** Channels that tell `service` of a caller that has gone. */
  channelsOf(service: string): readonly string[];
}

export interface WireContracts {
  readonly contracts: readonly Contract[];
  readonly events: readonly EventContract[];
  readonly broadcasts: readonly BroadcastContract[];
}

/**
 * On keys of its own. By type and not by `@read` and `@write`, which also hold what tells the names of everybody's keys
 * (SCAN, RANDOMKEY); of scripts only running them, for FUNCTION and SCRIPT FLUSH are everybody's. CLIENT TRACKING would
 * tell of every key that changes.
 */
const COMMANDS = [
  ...['+@connection', '+@list', '+@stream', '+@string', '+del', '+unlink', '+exists', '+type', '+pexpire', '+pttl'],
  ...['+eval', '+evalsha', '+publish', '+subscribe', '+unsubscribe'],
  ...['-@dangerous', '-@admin', '-client|tracking', '+info'],
];

/**
 * On keys of others, beside which none of the above holds: to send, and to look whether there is room; to follow a
 * topic, and to ask for it.
 */
const SEND_TO_LISTS = ['+rpush', '+llen', '+pexpire'];
const SEND_TO_STREAMS = ['+xadd', '+xlen'];
const READ_STREAMS = ['+xread', '+xrevrange'];
const ASK = ['+rpush', '+ltrim', '+pexpire'];

/** Who may touch which keys: exactly what the contracts say each service calls, carries out, publishes, consumes and follows. */
export function redisAclRules({ contracts, events, broadcasts }: WireContracts, keys: WireKeys): readonly AclUser[] {
  return serviceNames.map((service) => {
    const called = new Set(
      contracts.filter((contract) => callersOf(contract).includes(service)).map(({ service: to }) => to),
    );
    const callers = new Set(contracts.filter((contract) => contract.service === service).flatMap(callersOf));
    const consumers = new Set(
      events.filter(({ publisher }) => publisher === service).flatMap((event) => event.consumers),
    );
    const told = broadcasts.filter(({ publisher }) => publisher === service).map(({ pattern }) => pattern);
    const followed = broadcasts
      .filter(({ publisher, readers }) => publisher !== service && readers.includes(service))
      .map(({ pattern }) => pattern);
    const full = [
      ...[...keys.callsOf(service), ...keys.repliesOf(service), ...keys.eventsOf(service)],
      ...told.flatMap((topic) => [...keys.broadcastsOf(topic), ...keys.probesOf(topic)]),
    ];
    const lists = [
      ...[...called].flatMap((to) => keys.queuesOf(to)),
      ...[...callers].flatMap((from) => keys.repliesOf(from)),
    ];
    const streams = [...consumers].flatMap((to) => keys.streamsOf(to));
    const channels = [...called].flatMap((to) => keys.channelsOf(to));
    return {
      service,
      rules: [
        'reset',
        'on',
        ...[...new Set(full)].map((key) => `~${key}`),
        'resetchannels',
        ...keys.channelsOf(service).map((channel) => `&${channel}`),
        ...COMMANDS,
        ...only(writing(lists), SEND_TO_LISTS),
        ...only(writing(streams), SEND_TO_STREAMS),
        ...only(
          followed.flatMap((topic) => keys.broadcastsOf(topic)).map((key) => `%R~${key}`),
          READ_STREAMS,
        ),
        ...only(writing(followed.flatMap((topic) => keys.probesOf(topic))), ASK),
        ...only(
          channels.map((channel) => `&${channel}`),
          ['+publish'],
        ),
      ],
    };
  });
}

function writing(keys: readonly string[]): readonly string[] {
  return keys.map((key) => `%W~${key}`);
}

/** A selector: rights that hold for `places` alone, and for these commands alone there. */
function only(places: readonly string[], commands: readonly string[]): readonly string[] {
  return places.length === 0 ? [] : [`(${[...places, ...commands].join(' ')})`];
}
