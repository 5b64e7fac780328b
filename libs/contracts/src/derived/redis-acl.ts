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
  repliesOf(service: string): readonly string[];
  eventsOf(service: string): readonly string[];
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

const COMMANDS = [
  '+@connection',
  '+@read',
  '+@write',
  '+@pubsub',
  '+@scripting',
  '+@blocking',
  '-@dangerous',
  '-@admin',
  '+info',
];

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
    const followed = broadcasts.filter(({ readers }) => readers.includes(service)).map(({ pattern }) => pattern);
    const full = [
      ...[...keys.callsOf(service), ...keys.repliesOf(service), ...keys.eventsOf(service)],
      ...told.flatMap((topic) => [...keys.broadcastsOf(topic), ...keys.probesOf(topic)]),
    ];
    const read = followed.flatMap((topic) => keys.broadcastsOf(topic)).filter((key) => !full.includes(key));
    const write = [
      ...[...called].flatMap((to) => keys.callsOf(to)),
      ...[...callers].flatMap((from) => keys.repliesOf(from)),
      ...[...consumers].flatMap((to) => keys.eventsOf(to)),
      ...followed.flatMap((topic) => keys.probesOf(topic)),
    ].filter((key) => !full.includes(key));
    const channels = [...keys.channelsOf(service), ...[...called].flatMap((to) => keys.channelsOf(to))];
    return {
      service,
      rules: [
        'reset',
        'on',
        ...[...new Set(full)].map((key) => `~${key}`),
        ...read.map((key) => `%R~${key}`),
        ...[...new Set(write)].map((key) => `%W~${key}`),
        'resetchannels',
        ...[...new Set(channels)].map((channel) => `&${channel}`),
        ...COMMANDS,
      ],
    };
  });
}
