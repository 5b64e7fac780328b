import { setTimeout as delay } from 'node:timers/promises';
import type { Say, Server, ServerName } from '@strongroom/provisioning';
import { BackOff } from './back-off.js';

/** A server of ours that is brought up again, with its data and at the same URL, should it end by itself. */
export class KeptServer<S extends Server> {
  private readonly ending = new AbortController();
  private readonly backOff = new BackOff();
  private watching: Promise<void> = Promise.resolve();

  /** @param current as `obtain` gave it the first time */
  constructor(
    readonly name: ServerName,
    private current: S,
    private readonly obtain: () => Promise<S>,
    private readonly say: Say,
  ) {
    if (current.exited !== undefined) this.watching = this.watch(current.exited);
  }

  get server(): S {
    return this.current;
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.current.stop();
    await this.watching;
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  private async watch(exited: Promise<unknown>): Promise<void> {
    let startedMs = performance.now();
    for (let end: Promise<unknown> | undefined = exited; end !== undefined; end = this.current.exited) {
      await end;
      if (this.isEnding()) return;
      this.say(`${this.name} ended by itself and is started again`);
      await delay(this.backOff.nextMs(performance.now() - startedMs), undefined, { signal: this.ending.signal }).catch(
        () => undefined,
      );
      startedMs = performance.now();
      await this.bringBack();
    }
  }

  private async bringBack(): Promise<void> {
    while (!this.isEnding()) {
      try {
        await this.current.stop();
        this.current = await this.obtain();
        if (this.isEnding()) await this.current.stop();
        return;
      } catch (error) {
        this.say(`${this.name} cannot be started: ${error instanceof Error ? error.message : String(error)}`);
        await delay(this.backOff.nextMs(0), undefined, { signal: this.ending.signal }).catch(() => undefined);
      }
    }
  }
}
