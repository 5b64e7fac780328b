/** Texts made to be expensive: each is repeated up to the length asked for. */
const kinds = {
  'dots before an @': (length: number) => `${'a.'.repeat(length / 2 - 1)}@`,
  'card groups': (length: number) => repeated('4111 ', length),
  'token beginnings': (length: number) => repeated('eyJ.', length),
  assignments: (length: number) => repeated('password=', length),
  'addresses without an end': (length: number) => repeated('a@b.', length),
  'escapes of escapes': (length: number) => repeated('%2540', length),
  base64: (length: number) => repeated('cGF0aCB0byB0aGUg', length),
} as const;

export const hostileKinds = Object.keys(kinds).filter((kind): kind is HostileKind => kind in kinds);
export type HostileKind = keyof typeof kinds;

export function hostileText(kind: HostileKind, length: number): string {
  return kinds[kind](length);
}

function repeated(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}
