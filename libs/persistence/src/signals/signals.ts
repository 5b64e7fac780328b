import { setTimeout as pause } from 'node:timers/promises';
import { uuidv7 } from '@strongroom/kernel';
import pg from 'pg';
import { databaseUrl, startupOptions, type DatabaseTerms } from '../connection/database-options.js';

export type SignalHandler = (payload: string) => void;

export type SignalTerms = Pick<DatabaseTerms, 'url' | 'login' | 'role' | 'applicationName'> & {
  /** The connection was lost or could not be made; it is tried again by itself. */
  readonly onTrouble?: (error: unknown) => void;
};

const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 5_000;
const PROBE_EVERY_MS = 15_000;
const RECONNECT_PAUSE_MS = 500;
/** Begins the payload of a ring; the id of the ringing process follows, by which that process knows its own echo. */
const RING = 'ring ';

/**
 * Wake-up calls between the processes of a service, over LISTEN/NOTIFY on one connection of its own. They are hints and may
 * be lost: whoever listens also looks by the clock, and is called once after each reconnect.
 *
 * `ring` is meant for `afterCommit`: NOTIFY inside a business transaction would make every commit queue for one lock of the
 * whole database. Here the calls of a moment are one statement with its own commit, which waits for no disk.
 */
export class Signals {
  readonly #echo = `${RING}${uuidv7()}`;
  readonly #handlers = new Map<string, Set<SignalHandler>>();
  readonly #toRing = new Set<string>();
  readonly #stopping = new AbortController();
  #client: pg.Client | undefined;
  #ringing = false;
  #asked: Promise<void> = Promise.resolve();
  #running: Promise<void> | undefined;

  constructor(private readonly terms: SignalTerms) {}

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Calls `handler` for each signal on `channel`, and with an empty payload after each reconnect. Returns how to end that. */
  listen(channel: string, handler: SignalHandler): () => void {
    const handlers = this.#handlers.get(channel);
    if (handlers !== undefined) handlers.add(handler);
    else {
      this.#handlers.set(channel, new Set([handler]));
      void this.#ask(listenTo(channel));
    }
    return () => {
      this.#handlers.get(channel)?.delete(handler);
    };
  }

  /** Calls the listeners on `channel`: those of this process at once, those of others through the database. */
  ring(channel: string): void {
    this.#call(channel, '');
    this.#toRing.add(channel);
    void this.#ringAll();
  }

  #call(channel: string, payload: string): void {
    this.#handlers.get(channel)?.forEach((handler) => {
      handler(payload);
    });
  }

  async #ringAll(): Promise<void> {
    if (this.#ringing) return;
    this.#ringing = true;
    while (this.#toRing.size > 0 && this.#client !== undefined) {
      const channels = [...this.#toRing];
      this.#toRing.clear();
      await this.#ask(`SELECT pg_notify(channel, $2) FROM unnest($1::text[]) AS channel`, [channels, this.#echo]);
    }
    this.#ringing = false;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#serve();
      } catch (error) {
        this.#trouble(error);
      }
      await pause(RECONNECT_PAUSE_MS * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
    }
  }

  /** One life of the connection, from connect to its end. */
  async #serve(): Promise<void> {
    const client = new pg.Client({
      connectionString: databaseUrl(this.terms),
      application_name: `${this.terms.applicationName} signals`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      options: `${startupOptions(this.terms.role)} -c synchronous_commit=off`,
    });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
    });
    client.on('error', this.#trouble);
    client.on('notification', ({ channel, payload = '' }) => {
      if (payload !== this.#echo) this.#call(channel, payload.startsWith(RING) ? '' : payload);
    });
    await client.connect();
    const close = (): void => {
      void client.end().catch(this.#trouble);
    };
    const probe = setInterval(() => {
      void this.#ask('SELECT 1');
    }, PROBE_EVERY_MS);
    this.#stopping.signal.addEventListener('abort', close);
    try {
      if (this.#stopping.signal.aborted) close();
      else await this.#resume(client);
      await ended;
    } finally {
      this.#client = undefined;
      clearInterval(probe);
      this.#stopping.signal.removeEventListener('abort', close);
      close();
    }
  }

  async #resume(client: pg.Client): Promise<void> {
    for (const channel of this.#handlers.keys()) await client.query(listenTo(channel));
    this.#client = client;
    for (const channel of this.#handlers.keys()) this.#call(channel, '');
    void this.#ringAll();
  }

  /**
   * One statement after the other: node-postgres will no longer queue them itself. Does nothing while not connected. A
   * connection on which one fails is taken for lost: whether it still listens cannot be told.
   */
  #ask(sql: string, params: readonly unknown[] = []): Promise<void> {
    this.#asked = this.#asked.then(async () => {
      const client = this.#client;
      try {
        await client?.query(sql, [...params]);
      } catch (error) {
        this.#trouble(error);
        await client?.end().catch(this.#trouble);
      }
    });
    return this.#asked;
  }

  readonly #trouble = (error: unknown): void => {
    this.terms.onTrouble?.(error);
  };
}

function listenTo(channel: string): string {
  return `LISTEN ${pg.escapeIdentifier(channel)}`;
}
