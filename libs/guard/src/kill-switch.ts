import { stat } from 'node:fs/promises';

export interface KillSwitchOptions {
  /** While a file is there, this process accepts nothing. */
  readonly file: string;
  /** How often it is looked for. Default 250 ms. */
  readonly everyMs?: number;
  /** Told once it cannot be seen any more whether the file is there. The switch counts as on meanwhile. */
  readonly onFault?: (fault: unknown) => void;
}

/**
 * The last way to stop a process from accepting tokens, for when neither Redis nor the revocation service can be reached:
 * somebody who is at the machine puts a file in its place. Looked for beside the verdicts, which only read what was seen last.
 */
export class KillSwitch {
  #on = true;
  #reported = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly options: KillSwitchOptions) {}

  /** On until the file was looked for and was not there. */
  get on(): boolean {
    return this.#on;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), this.options.everyMs ?? 250).unref();
    void this.look();
  }

  /** Looks now; those who ask at the same time share one look. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    try {
      await stat(this.options.file);
      this.#on = true;
    } catch (fault) {
      this.#on = !isAbsent(fault);
      if (this.#on && !this.#reported) this.options.onFault?.(fault);
      this.#reported = this.#on;
    }
  }
}

function isAbsent(fault: unknown): boolean {
  return typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ENOENT';
}
