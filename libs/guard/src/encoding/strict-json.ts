const DEPTH_MAX = 16;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses one JSON object, or gives `undefined`. Stricter than JSON.parse: the bytes must be valid UTF-8 without a byte
 * order mark, no object may name a member twice (RFC 7515, section 4: two parsers would read two different tokens), and
 * nesting is bounded.
 */
export function parseStrictJsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    if (!isJsonObject(value)) return undefined;
    return isWrittenOnce(value, text) || hasUniqueMembers(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `text` is what JSON.stringify makes of `value`, as most issuers write: then it names no member twice. */
function isWrittenOnce(value: JsonObject, text: string): boolean {
  return !isDeeperThan(value, DEPTH_MAX) && JSON.stringify(value) === text;
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/** Walks text that JSON.parse has accepted, so that only strings and brackets need to be told apart. */
function hasUniqueMembers(text: string): boolean {
  /** One a level that is open: the names seen in an object, `undefined` for an array. */
  const levels: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{') levels.push(new Set());
    else if (char === '[') levels.push(undefined);
    else if (char === '}' || char === ']') levels.pop();
    else if (char === '"') {
      const end = endOfString(text, at);
      if (isMemberName(text, end) && !isNew(levels.at(-1), text.slice(at, end))) return false;
      at = end - 1;
    }
    if (levels.length > DEPTH_MAX) return false;
  }
  return true;
}

function isNew(names: Set<string> | undefined, literal: string): boolean {
  // Only an escape can spell one name in two ways.
  const name = literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
  if (names === undefined || names.has(name)) return false;
  names.add(name);
  return true;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

/** A quotation mark after an odd number of backslashes belongs to the string. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

function isMemberName(text: string, after: number): boolean {
  let at = after;
  while (' \t\r\n'.includes(text[at] ?? '.')) at++;
  return text[at] === ':';
}
