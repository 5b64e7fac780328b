import { broadcasts, callersOf, contracts, events, serviceNames } from '@strongroom/contracts';
import { type Redis } from 'ioredis';
import { type Command, isWellFormed } from './command-matrix.ts';

export interface Grant {
  readonly user: string;
  readonly command: string;
  readonly on: string;
}

/** What a service needs on keys that are another's, by what they are: to send, and never to take, look at or remove. */
const SEND = { queue: ['rpush', 'llen', 'pexpire'], stream: ['xadd', 'xlen'] };
/** What a reader of a topic needs on its stream, and on the list that it asks by. */
const FOLLOW = { stream: ['xread', 'xrevrange'], probes: ['rpush', 'ltrim', 'pexpire'] };

/** Commands without a key that a service needs, or that tell it nothing but of itself. */
const KEYLESS = new Set([
  ...['auth', 'hello', 'ping', 'echo', 'quit', 'reset', 'select', 'info', 'eval', 'evalsha', 'eval_ro', 'evalsha_ro'],
  ...['subscribe', 'unsubscribe', 'publish', 'multi', 'exec', 'discard', 'watch', 'unwatch', 'command'],
  ...['client|setinfo', 'client|setname', 'client|getname', 'client|id', 'client|info', 'client|help', 'client|reply'],
  // Of its own connection, in servers that have them.
  ...['asking', 'readonly', 'readwrite', 'wait', 'waitaof', 'client|capa', 'client|no-touch', 'client|getredir'],
  ...['client|trackinginfo', 'client|caching', 'client|import-source'],
]);

function isHarmless(command: string): boolean {
  return KEYLESS.has(command) || command.startsWith('command|') || command.endsWith('|help');
}

/** The keys of a service, by name; `x` and `id` stand for an instance and a message. */
function keysOf(service: string): readonly { readonly key: string; readonly kind: 'queue' | 'stream' | 'own' }[] {
  return [
    ...[0, 1, 2].map((priority) => ({ key: `sr:{call:${service}}:p${priority}`, kind: 'queue' as const })),
    { key: `sr:{call:${service}}:seen:x:id`, kind: 'own' },
    { key: `sr:{event:${service}}`, kind: 'stream' },
    { key: `sr:{event:${service}}:dead`, kind: 'own' },
  ];
}

/** Whom `service` calls, who calls it, and to whom it publishes: said here once more, and not taken from the rules. */
function peersOf(service: string): Readonly<Record<'called' | 'callers' | 'consumers', ReadonlySet<string>>> {
  return {
    called: new Set(
      contracts.filter((each) => callersOf(each).some((from) => from === service)).map((each) => each.service),
    ),
    callers: new Set(contracts.filter((each) => each.service === service).flatMap(callersOf)),
    consumers: new Set(events.filter(({ publisher }) => publisher === service).flatMap(({ consumers }) => consumers)),
  };
}

interface Try {
  readonly args: readonly string[];
  readonly grant: Grant;
}

/** Asks Redis (ACL DRYRUN) of each user, each command and each key of every other service, and names what is too much. */
export async function grantsBeyond(
  redis: Redis,
  commands: readonly Command[],
  userOf: (service: string) => string,
): Promise<{ readonly tried: number; readonly unasked: readonly string[]; readonly grants: readonly Grant[] }> {
  const wellFormed = await Promise.all(commands.map((command) => isWellFormed(redis, command)));
  const unasked = commands.filter((_, index) => wellFormed[index] !== true).map(({ name }) => name);
  const grants: Grant[] = [];
  let tried = 0;
  for (const service of serviceNames) {
    const tries = [...keyless(service, commands), ...foreignKeys(service, commands), ...foreignChannels(service)];
    const pipeline = redis.pipeline();
    for (const { args } of tries) pipeline.call('ACL', 'DRYRUN', userOf(service), ...args);
    const answers = (await pipeline.exec()) ?? [];
    tries.forEach(({ grant }, index) => {
      if (answers[index]?.[1] === 'OK') grants.push(grant);
    });
    tried += tries.length;
  }
  return { tried, unasked, grants };
}

function keyless(user: string, commands: readonly Command[]): readonly Try[] {
  return commands
    .filter(({ name, withKey }) => withKey === undefined && !isHarmless(name))
    .flatMap(({ name }) =>
      // As many arguments as it may want: Redis looks at their number first.
      [0, 1, 2, 3].map((more) => ({
        args: [...name.split('|'), ...Array.from({ length: more }, () => '1')],
        grant: { user, command: name, on: 'the server' },
      })),
    );
}

interface Place {
  readonly key: string;
  /** Commands that the user needs there. */
  readonly allowed: readonly string[];
}

function foreignPlaces(user: string): readonly Place[] {
  const { called, callers, consumers } = peersOf(user);
  const topics = broadcasts
    .filter(({ publisher }) => publisher !== user)
    .flatMap(({ pattern, readers }) => {
      const follows = readers.some((reader) => reader === user);
      return [
        { key: `sr:{broadcast:${pattern}}`, allowed: follows ? FOLLOW.stream : [] },
        { key: `sr:{broadcast:${pattern}}:probes`, allowed: follows ? FOLLOW.probes : [] },
      ];
    });
  const services = serviceNames
    .filter((other) => other !== user)
    .flatMap((other) => {
      const inbox = { key: `sr:{reply:${other}:x}`, allowed: callers.has(other) ? SEND.queue : [] };
      const rest = keysOf(other).map(({ key, kind }) => {
        const mayCall = kind === 'queue' && called.has(other);
        const mayPublish = kind === 'stream' && consumers.has(other);
        return { key, allowed: mayCall ? SEND.queue : mayPublish ? SEND.stream : [] };
      });
      return [inbox, ...rest];
    });
  return [...services, ...topics];
}

function foreignKeys(user: string, commands: readonly Command[]): readonly Try[] {
  return foreignPlaces(user).flatMap(({ key, allowed }) =>
    commands.flatMap(({ name, withKey }) =>
      withKey === undefined || allowed.includes(name)
        ? []
        : [{ args: withKey(key), grant: { user, command: name, on: key } }],
    ),
  );
}

function foreignChannels(user: string): readonly Try[] {
  const { called } = peersOf(user);
  const channels = serviceNames
    .filter((other) => other !== user)
    .map((other) => ({ other, name: `sr:{cancel:${other}}` }));
  return [
    ...channels.flatMap(({ other, name }) => [
      ...(called.has(other) ? [] : [{ args: ['publish', name, 'x'], grant: { user, command: 'publish', on: name } }]),
      { args: ['subscribe', name], grant: { user, command: 'subscribe', on: name } },
      { args: ['ssubscribe', name], grant: { user, command: 'ssubscribe', on: name } },
      { args: ['spublish', name, 'x'], grant: { user, command: 'spublish', on: name } },
    ]),
    { args: ['psubscribe', '*'], grant: { user, command: 'psubscribe', on: '*' } },
  ];
}
