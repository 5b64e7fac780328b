import { type Redis } from 'ioredis';
import { startConnecting } from './connection.js';

const FIRST_CONTACT_WITHIN_MS = 2_000;

/**
 * A process that has just started waits for its connections once; later it fails fast while they are down, because then
 * they are known to be.
 */
export class FirstContact {
  #over: Promise<void> | undefined;

  constructor(private readonly connections: readonly Redis[]) {}

  get ready(): boolean {
    return this.connections.every(({ status }) => status === 'ready');
  }

  /** Starts connecting, once. Resolves when all connections are ready, or when that has taken too long, with which it is. */
  async made(): Promise<boolean> {
    if (this.#over === undefined) {
      this.connections.forEach(startConnecting);
      this.#over = this.#wait();
    }
    await this.#over;
    return this.ready;
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        for (const connection of this.connections) connection.off('ready', check);
        resolve();
      };
      const check = (): void => {
        if (this.ready) finish();
      };
      const timer = setTimeout(finish, FIRST_CONTACT_WITHIN_MS);
      for (const connection of this.connections) connection.on('ready', check);
    });
  }
}
