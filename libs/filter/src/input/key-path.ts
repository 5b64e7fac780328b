/** JSON Pointer (RFC 6901) of a path; the empty one is the whole value. */
export function pointerTo(path: readonly string[]): string {
  return path.map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The last names of a path, as words that can be context; the outer ones say little about a single value. */
export function wordsOf(path: readonly string[]): string {
  return path.slice(-NAMES_OF_CONTEXT).join(' ').slice(0, CONTEXT_LENGTH_MAX);
}

const NAMES_OF_CONTEXT = 3;
const CONTEXT_LENGTH_MAX = 128;
