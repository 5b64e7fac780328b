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
  /** Channels that tell `service` of a caller that has gone. */
  channelsOf(service: string): readonly string[];
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

/** On keys of others, beside which none of the above holds: to send, and to look whether there is room. */
const SEND_TO_LISTS = ['+rpush', '+llen', '+pexpire'];
const SEND_TO_STREAMS = ['+xadd', '+xlen'];

/** Who may touch which keys: exactly what the contracts say each service calls, carries out, publishes and consumes. */
export function redisAclRules(
  contracts: readonly Contract[],
  events: readonly EventContract[],
  keys: WireKeys,
): readonly AclUser[] {
  return serviceNames.map((service) => {
    const called = new Set(
      contracts.filter((contract) => callersOf(contract).includes(service)).map(({ service: to }) => to),
    );
    const callers = new Set(contracts.filter((contract) => contract.service === service).flatMap(callersOf));
    const consumers = new Set(
      events.filter(({ publisher }) => publisher === service).flatMap((event) => event.consumers),
    );
    const full = [...keys.callsOf(service), ...keys.repliesOf(service), ...keys.eventsOf(service)];
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
