import { type LoggerService } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';

/** How long a command may take before its outcome counts as unknown. ioredis waits for ever on a stalled server. */
const COMMAND_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
const RETRY_FIRST_MS = 50;
const RETRY_MOST_MS = 800;

/** How long a blocking read waits at the server: also the longest that it holds up an orderly end. */
export const BLOCK_MS = 500;
/** A blocking connection that hears nothing for this long, though each read answers after `BLOCK_MS`, is dead. */
const SILENCE_MS = BLOCK_MS + 3_000;

const base: RedisOptions = {
  lazyConnect: true,
  connectTimeout: CONNECT_TIMEOUT_MS,
  keepAlive: 10_000,
  // Jitter, so that the replicas do not come back as one.
  retryStrategy: (attempt) => Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** attempt) * (0.5 + Math.random() / 2),
  // After a failover the old primary answers READONLY; a new connection finds the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/**
 * Never waits for a connection and never sends a command twice: a call fails fast, and a request is handed over at most
 * once. `maxRetriesPerRequest: 0` rejects what was under way when the connection broke; ioredis 5.11 would otherwise
 * leave it pending for ever once `autoResendUnfulfilledCommands` is off.
 */
const commands: RedisOptions = {
  ...base,
  commandTimeout: COMMAND_TIMEOUT_MS,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
};

/** One outstanding read at a time, for ever: no command timeout; `blockingRead` replaces a socket that stays silent. */
const blocking: RedisOptions = { ...base, maxRetriesPerRequest: null };

/** Its owner subscribes on every `ready`, which also covers a first attempt that failed. */
const subscriber: RedisOptions = { ...commands, autoResubscribe: false };

const roles = { commands, blocking, subscriber };

/** A connection that reconnects until it is told to disconnect. Says once in an outage what is wrong, not once an attempt. */
export function openConnection(
  redis: string | RedisOptions,
  role: keyof typeof roles,
  logger: Pick<LoggerService, 'warn'>,
): Redis {
  const connection =
    typeof redis === 'string' ? new Redis(redis, roles[role]) : new Redis({ ...redis, ...roles[role] });
  let said = false;
  connection.on('ready', () => {
    said = false;
  });
  connection.on('error', (error: Error) => {
    if (said) return;
    said = true;
    logger.warn(`Redis (${role}): ${error.message || error.name}; trying again until it answers`);
  });
  return connection;
}

/** Starts connecting. Failures are retried and reported by the connection itself. */
export function startConnecting(connection: Redis): void {
  connection.connect().catch(() => undefined);
}

/**
 * For good. Told twice, ioredis would wait two seconds for the end of a socket that has ended, and keep the process alive.
 * Told between two attempts, when there is no socket, ioredis 5.11 would never end and leave what waits on it unsettled:
 * so it is told as the next attempt begins, a second later at most.
 */
export function closeConnection(connection: Redis): void {
  if (connection.status === 'end') return;
  if (connection.status === 'reconnecting')
    connection.once('connecting', () => {
      connection.disconnect();
    });
  else connection.disconnect();
}

/**
 * A read that waits at the server, on a connection that is replaced as often as it stays silent. ioredis's own
 * `socketTimeout` (5.11) is not that: its timer outlives the socket it was set for, and cuts the next one.
 */
export async function blockingRead(
  connection: Redis,
  command: string,
  args: readonly (string | number)[],
): Promise<unknown> {
  const silent = setInterval(() => {
    // Between two attempts there is no socket to cut; ioredis would add to the listeners of the last one.
    if (connection.status !== 'reconnecting') connection.disconnect(true);
  }, SILENCE_MS);
  try {
    return await connection.callBuffer(command, ...args);
  } finally {
    clearInterval(silent);
  }
}
