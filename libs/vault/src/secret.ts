import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';

const HIDDEN = '[secret]';

/**
 * A value that must not be seen. Printing, formatting or serialising it gives `[secret]`, whatever the way; it is
 * compared in constant time; only {@link reveal} gives the value, so that every place which reads one can be found.
 *
 * @example
 * const password = Secret.of('hunter2');
 * `${password}`; // '[secret]'
 * JSON.stringify({ password }); // '{"password":"[secret]"}'
 * password.reveal(); // 'hunter2'
 */
export class Secret {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  static of(value: string): Secret {
    return new Secret(value);
  }

  /** The value itself. Use it at once; do not keep it. */
  reveal(): string {
    return this.#value;
  }

  /** Takes the same time wherever the values differ, and however long they are. */
  equals(other: Secret | string): boolean {
    const theirs = typeof other === 'string' ? other : other.#value;
    return timingSafeEqual(digest(this.#value), digest(theirs));
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [Symbol.toPrimitive](): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
