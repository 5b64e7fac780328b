import { type Logger } from '../logging/logger.js';

/** What was opened, closed in the opposite order: each thing while those that it leans on are still there. */
export class Closers {
  private readonly steps: { readonly name: string; readonly close: () => unknown }[] = [];

  add(name: string, close: () => unknown): void {
    this.steps.push({ name, close });
  }

  /** Goes on after a step that fails: the rest must be closed too. */
  async closeAll(logger: Logger): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      try {
        await step.close();
      } catch (error) {
        logger.warn('something could not be closed cleanly', { component: step.name, error });
      }
    }
  }
}
