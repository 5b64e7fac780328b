export interface RedisConfig {
  readonly port: number;
  readonly directory: string;
  readonly password: string;
  /** Whether data is written to disk. */
  readonly kept: boolean;
  readonly aclFile?: string | undefined;
}

/** The server's configuration file. */
export function redisConfig({ port, directory, password, kept, aclFile }: RedisConfig): string {
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
    aclFile === undefined ? `requirepass ${password}` : `aclfile ${quoted(aclFile)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A quoted argument in the configuration's own syntax (a path may hold spaces). */
function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
