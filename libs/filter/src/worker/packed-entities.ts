import type { Entity, JsonEntity } from '../result.js';

/**
 * Entities on their way from one thread to another. Whoever takes them does nothing else meanwhile, and thousands of
 * objects, each with the names of all its fields, are long to read: so what many share goes once, and the numbers go in
 * one array, whose memory is handed over.
 */
export interface PackedEntities {
  readonly kinds: readonly Kind[];
  /** Of entities in a JSON value, in order; of others none. */
  readonly paths: readonly string[];
  /** Of each entity its kind, then its span: start and end in UTF-16 code units, in code points, in bytes. */
  readonly places: Uint32Array<ArrayBuffer>;
}

type Found = Entity & Partial<JsonEntity>;
type Kind = Omit<Found, 'span' | 'path'>;

export function packEntities(entities: readonly Found[]): PackedEntities {
  const kinds = new Map<string, { readonly kind: Kind; readonly index: number }>();
  const places = new Uint32Array(entities.length * PLACE_LENGTH);
  for (const [at, { span, path: _path, ...kind }] of entities.entries()) {
    const name = JSON.stringify(kind);
    const { index } = kinds.get(name) ?? { index: kinds.size };
    kinds.set(name, { kind, index });
    const { utf16, codePoints, bytes } = span;
    const place = [index, utf16.start, utf16.end, codePoints.start, codePoints.end, bytes.start, bytes.end];
    places.set(place, at * PLACE_LENGTH);
  }
  return {
    kinds: Array.from(kinds.values(), ({ kind }) => kind),
    paths: entities.flatMap(({ path }) => path ?? []),
    places,
  };
}

/** As they were, field by field. Those of one kind share what they say, which nobody may change. */
export function unpackEntities({ kinds, paths, places }: PackedEntities): readonly Found[] {
  return Array.from({ length: places.length / PLACE_LENGTH }, (_, index) => {
    const at = index * PLACE_LENGTH;
    const kind = kinds[places[at] ?? 0];
    if (!kind) throw new Error(`entity ${index} has no kind`);
    const { type, family, rule, score, evidence, view, suppressed, action, in: part } = kind;
    const range = (from: number) => ({ start: places[from] ?? 0, end: places[from + 1] ?? 0 });
    const span = { utf16: range(at + 1), codePoints: range(at + 3), bytes: range(at + 5) };
    const entity = { type, family, rule, score, evidence, view, span, suppressed, action };
    const path = paths[index];
    return path === undefined || part === undefined ? entity : { ...entity, path, in: part };
  });
}

const PLACE_LENGTH = 7;
