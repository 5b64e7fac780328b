import { type MessagingMetrics, noMetrics } from '../src/index.js';

type Name = keyof MessagingMetrics;

/** Metrics that remember what they were told, by name. */
export class RecordedMetrics {
  readonly #told: { readonly name: Name; readonly args: readonly unknown[] }[] = [];

  readonly metrics = Object.fromEntries(
    Object.keys(noMetrics).map((name) => [
      name,
      (...args: readonly unknown[]): void => {
        this.#told.push({ name: name as Name, args });
      },
    ]),
  ) as unknown as MessagingMetrics;

  /** The arguments of each time that `name` was told. */
  of(name: Name): readonly (readonly unknown[])[] {
    return this.#told.filter((told) => told.name === name).map(({ args }) => args);
  }
}
