import type { Say } from './say.js';

export type ServerName = 'postgres' | 'redis' | 'openbao';

/** Where a server came from: the user's own, a program on this machine, or one that was obtained. */
export type Origin = 'given' | 'path' | 'embedded' | 'wheel' | 'docker' | 'apt';

export interface Wanted {
  /** The clone, an absolute path. Everything obtained, written or logged goes to `<root>/.strongroom/`. */
  readonly root: string;
  /** The URL of a server the user runs: used as it is, never started and never stopped. */
  readonly given?: string | undefined;
  /** `kept`: data outlives the server (`strongroom up`). `scratch`: a free port, no fsync, nothing left behind (tests). */
  readonly data: 'kept' | 'scratch';
  readonly say: Say;
}

export interface Server {
  /** With user and password where the server asks for them: a secret. */
  readonly url: string;
  readonly origin: Origin;
  /** Absent for a server that was given. */
  readonly pid?: number;
  /** Settles when the server's process has ended, by itself or stopped; absent for a server that was given. */
  readonly exited?: Promise<unknown>;
  /** Ends the server if we started it, and forgets its data if that was scratch. Safe to call twice. */
  stop(): Promise<void>;
}

/** A server that is needed is not there, and nothing on the ladder could supply it. The message says what would. */
export class ServerUnavailable extends Error {
  override readonly name = 'ServerUnavailable';

  constructor(
    readonly server: ServerName,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
