const STRUCK_OUT = '[secret]';

/** A copy of `value` in which what the JSON Pointers (RFC 6901) name is struck out. A pointer that leads nowhere does nothing. */
export function redact(value: unknown, pointers: readonly string[]): unknown {
  const paths = pointers.map((pointer) => pointer.split('/').slice(1).map(unescape));
  return paths.reduce<unknown>(strikeOut, value);
}

function strikeOut(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return STRUCK_OUT;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item, index) => (String(index) === name ? strikeOut(item, rest) : item));
  }
  if (!(value instanceof Object) || !Object.hasOwn(value, name)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]: [string, unknown]) => [
      key,
      key === name ? strikeOut(field, rest) : field,
    ]),
  );
}

function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
