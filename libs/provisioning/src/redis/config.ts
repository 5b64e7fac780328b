import { createHash } from 'node:crypto';

export interface RedisConfig {
  readonly port: number;
  readonly directory: string;
  /** Whether data is written to disk. */
  readonly kept: boolean;
  /** Users beside `default` are added while it runs, and saved here. */
  readonly aclFile: string;
}

/** The server's configuration file. */
export function redisConfig({ port, directory, kept, aclFile }: RedisConfig): string {
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    `dir ${quoted(directory)}`,
    'daemonize no',
    'save ""',
    // An event that was relayed but not yet consumed should survive a restart; a second of them may be lost, and is
    // relayed again from the outbox.
    `appendonly ${kept ? 'yes' : 'no'}`,
    'appendfsync everysec',
    // A wire that drops keys under pressure loses calls silently; refusing to write is seen.
    'maxmemory-policy noeviction',
    `aclfile ${quoted(aclFile)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The administrator, in the form of an ACL file. The file holds the password's hash only. */
export function defaultUser(password: string): string {
  return `user default on #${createHash('sha256').update(password).digest('hex')} ~* &* +@all\n`;
}

/** A quoted argument in the configuration's own syntax (a path may hold spaces). */
function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
