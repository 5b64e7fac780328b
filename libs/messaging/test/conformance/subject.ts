import { type OwnRedis } from '../own-redis.ts';

/** What a handler may know of the message that it handles; a transport that does not carry it leaves it out. */
export interface Handling {
  readonly signal?: AbortSignal | undefined;
  readonly deadlineMs?: number | undefined;
  readonly securityContext?: string | undefined;
  readonly traceparent?: string | undefined;
}

export type Handler = (body: unknown, about: Handling) => unknown;

/** Handlers of one service, by pattern. */
export interface Handlers {
  readonly calls?: Readonly<Record<string, Handler>>;
  readonly events?: Readonly<Record<string, Handler>>;
}

/** Limits that a transport may have; one that does not have them takes no notice. */
export interface Limits {
  readonly concurrency?: number;
  readonly eventConcurrency?: number;
  readonly eventAttemptsMax?: number;
  readonly eventRetryFirstMs?: number;
  readonly eventClaimAfterMs?: number;
  readonly drainMs?: number;
}

export interface Replica {
  /** Orderly. */
  stop(): Promise<void>;
}

/** A replica in a process of its own, which its property's file says the handlers of (`ReplicaScript`). */
export interface ReplicaProcess {
  readonly pid: number;
  /** What its handlers have told. */
  readonly told: readonly unknown[];
  /** How it ended: a signal, an exit code; undefined while it runs. */
  readonly ended: string | undefined;
  /** Sends `signal`; SIGKILL and SIGTERM resolve when the process has ended. */
  signal(signal: NodeJS.Signals): Promise<void>;
}

/** What a property's file gives to the processes that it starts. */
export interface ReplicaScript {
  handlersIn(about: {
    readonly tell: (what: unknown) => void;
    /** A database of the service's own: it survives the process. */
    readonly storeUrl: string;
  }): Handlers;
}

export interface CallOptions {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly urgent?: boolean;
  readonly securityContext?: string;
  readonly traceparent?: string;
}

export interface Client {
  call(pattern: string, body: unknown, options?: CallOptions): Promise<unknown>;
  close(): Promise<void>;
}

export interface Event {
  readonly pattern: string;
  readonly id: string;
  readonly body: unknown;
}

/** What somebody who may do anything in Redis, and has the key of one service that nobody trusts, tries. */
export interface Attacker {
  /** Makes requests to `orders` for `pattern`, each with its own name for a body. Resolves when they are on their way. */
  request(pattern: string): Promise<void>;
  /** The bodies of `request` that may run, once: what the caller itself has sent. */
  readonly genuine: readonly string[];
  /** Sends the answer `forged` to everybody who may be waiting for one to `pattern`. Resolves when Redis has taken all. */
  answer(pattern: string): Promise<void>;
  /** Puts `bytes` wherever the transport takes something in: queues, streams, channels. */
  put(bytes: Buffer, patterns: readonly string[]): Promise<void>;
  /** The keys that the transport reads, for whoever wants to give them another type. */
  keys(): Promise<readonly string[]>;
}

/** A transport, seen from outside, on a Redis of its own. The same property judges every one. */
export interface Subject {
  readonly name: SubjectName;
  readonly redis: OwnRedis;
  /** How long something that is to happen is waited for. Where it never does, that is the outcome. */
  readonly patienceMs: number;
  serve(service: string, handlers: Handlers, limits?: Limits): Promise<Replica>;
  /** `script`: name of the property's file, whose `handlersIn` are served. */
  spawn(service: string, script: string, limits?: Limits): Promise<ReplicaProcess>;
  /** `url`: another way to the same Redis. */
  client(service: string, options?: { readonly url?: string; readonly queueLengthMax?: number }): Promise<Client>;
  /**
   * Rejects if the transport says that it did not take all of them. `waitingMax`: most that may wait for the consumer,
   * where the transport has such a limit.
   */
  publish(from: string, to: string, events: readonly Event[], waitingMax?: number): Promise<void>;
  attacker(): Promise<Attacker>;
  close(): Promise<void>;
}

export type SubjectName = 'ours' | 'stock';
