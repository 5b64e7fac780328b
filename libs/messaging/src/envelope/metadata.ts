/** NestJS's packet metadata (`ClientProxy#setOnDispatchHook`), as the envelope carries it. */
export type Metadata = Readonly<Record<string, string>>;

export function encodeMetadata(metadata: Metadata | undefined): string {
  return metadata === undefined ? '' : JSON.stringify(metadata);
}

/** Entries that are not strings are left out; what is not a JSON object is no metadata. */
export function decodeMetadata(text: string): Metadata {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (!(value instanceof Object)) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}
