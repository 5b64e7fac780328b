import { type Redis } from 'ioredis';

/** One command of the server, and how it is written with a key. */
export interface Command {
  readonly name: string;
  /** Undefined for one that takes no key. */
  readonly withKey: ((key: string) => readonly string[]) | undefined;
}

/** Commands that say how many keys follow, or where they begin: the server cannot tell the place of their keys. */
const movable: Readonly<Record<string, (key: string) => readonly string[]>> = {
  ...Object.fromEntries(
    ['eval', 'evalsha', 'eval_ro', 'evalsha_ro', 'fcall', 'fcall_ro'].map((name) => [name, (key) => ['x', '1', key]]),
  ),
  ...Object.fromEntries(
    ['zunion', 'zinter', 'zdiff', 'zintercard', 'sintercard'].map((name) => [name, (key) => ['1', key]]),
  ),
  ...Object.fromEntries(['zunionstore', 'zinterstore', 'zdiffstore'].map((name) => [name, (key) => [key, '1', key]])),
  lmpop: (key) => ['1', key, 'LEFT'],
  blmpop: (key) => ['0', '1', key, 'LEFT'],
  zmpop: (key) => ['1', key, 'MIN'],
  bzmpop: (key) => ['0', '1', key, 'MIN'],
  xread: (key) => ['STREAMS', key, '0'],
  xreadgroup: (key) => ['GROUP', 'g', 'c', 'STREAMS', key, '>'],
  msetex: (key) => ['1', key, 'x'],
  pfmerge: (key) => [key, key],
};

/** What the server calls a key here is a channel, or nothing. */
const withoutKey = new Set(['ssubscribe', 'sunsubscribe', 'spublish', 'clusterscan']);

type Info = readonly [name: string, arity: number, flags: readonly string[], first: number, last: number, step: number];

/** Every command and subcommand that the server has. */
export async function commandsOf(redis: Redis): Promise<readonly Command[]> {
  const infos = (await redis.call('COMMAND')) as readonly (readonly unknown[])[];
  return infos.flatMap((info) => {
    const subcommands = (info[9] ?? []) as readonly (readonly unknown[])[];
    return (subcommands.length > 0 ? subcommands : [info]).map((each) => commandOf(each as unknown as Info));
  });
}

/** Whether the server finds the key where we put it. */
export async function isWellFormed(redis: Redis, { name, withKey }: Command): Promise<boolean> {
  if (withKey === undefined) return true;
  const keys = await redis.call('COMMAND', 'GETKEYS', ...withKey('a-key')).catch((): readonly string[] => []);
  return Array.isArray(keys) && keys.length > 0 && keys.every((key) => key === 'a-key') && name !== '';
}

function commandOf([name, arity, flags, first, last, step]: Info): Command {
  const words = name.split('|');
  const special = movable[name];
  if (special !== undefined) return { name, withKey: (key) => [...words, ...special(key)] };
  if (withoutKey.has(name) || (first === 0 && !flags.includes('movablekeys'))) return { name, withKey: undefined };
  return {
    name,
    withKey: (key) => {
      const args = [...words, ...Array.from({ length: Math.max(0, Math.abs(arity) - words.length) }, () => '1')];
      const end = last >= 0 ? last : Math.max(first, args.length + last);
      for (let at = first; at <= end; at += Math.max(1, step)) args[at] = key;
      return args;
    },
  };
}
