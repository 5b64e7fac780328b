interface Half {
  readonly name: string;
  readonly keyId: string;
}

const PAIR_KEY_ID = /^([0-9a-f]{16})-([0-9a-f]{16})$/;

/** Names a pair key by its two halves, that of the lesser service name first: the same on both ends. */
export function pairKeyId(one: Half, other: Half): string {
  return one.name < other.name ? `${one.keyId}-${other.keyId}` : `${other.keyId}-${one.keyId}`;
}

/** Which keys of the two a pair key's id names; undefined for what is no such id. */
export function halvesOf(
  keyId: string,
  self: string,
  peer: string,
): { readonly ownId: string; readonly otherId: string } | undefined {
  const [, first, second] = PAIR_KEY_ID.exec(keyId) ?? [];
  if (first === undefined || second === undefined) return undefined;
  return self < peer ? { ownId: first, otherId: second } : { ownId: second, otherId: first };
}
