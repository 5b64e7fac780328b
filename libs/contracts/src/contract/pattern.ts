const PATTERN = /^[a-z-]+(?:\.[a-z-]+){2}\.v[1-9][0-9]*$/;

/** `pattern`, if it has the shape of one. */
export function checkedPattern(pattern: string): string {
  if (!PATTERN.test(pattern)) {
    throw new Error(`pattern ${JSON.stringify(pattern)} is not <service>.<thing>.<verb>.v<n> in lower case`);
  }
  return pattern;
}
