import { z } from 'zod';

const DEPTH_MAX = 64;

/**
 * Any JSON value nested at most 64 levels deep. Checked level by level, not by recursion: a body of brackets must not
 * reach the end of the stack.
 */
export const jsonValue = z.custom<JsonValue>(
  (value) => value !== undefined && isNestedAtMost(value, DEPTH_MAX),
  `must be a JSON value nested at most ${DEPTH_MAX} levels deep`,
);

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

function isNestedAtMost(value: unknown, levels: number): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? membersOf(one) : []));
    if (level.length === 0) return true;
  }
  return false;
}

function membersOf(value: object): readonly unknown[] {
  return Object.values(value);
}
