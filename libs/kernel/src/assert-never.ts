/** Makes a `switch` over a union exhaustive: a new member fails to compile; at run time an unknown value throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
