import fc from 'fast-check';

type Mutation = (token: string) => fc.Arbitrary<string>;
type Segment = 0 | 1 | 2;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BLANKS = [' ', '\t', '\n', '\r', '\r\n', '\u00a0', '\u200b', '\u2028', '\ufeff', '\0'];
/** Characters beyond ASCII whose low byte, or whose compatibility form, is one of base64url. */
const lookalike = (char: string): string[] => [
  String.fromCodePoint((char.codePointAt(0) ?? 0) + 0x100),
  String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0),
  `${char}\u0301`,
];
const segment = fc.constantFrom<Segment>(0, 1, 2);
const textSegment = fc.constantFrom<Segment>(0, 1);

function segmentsOf(token: string): [string, string, string] {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return [header, payload, signature];
}

function withSegment(token: string, which: Segment, change: (text: string) => string): string {
  const parts = segmentsOf(token);
  parts[which] = change(parts[which]);
  return parts.join('.');
}

function withJson(token: string, which: Segment, change: (json: string) => string): string {
  return withSegment(token, which, (text) =>
    Buffer.from(change(Buffer.from(text, 'base64url').toString())).toString('base64url'),
  );
}

function withSignature(token: string, change: (bytes: Buffer) => Uint8Array): string {
  return withSegment(token, 2, (text) => Buffer.from(change(Buffer.from(text, 'base64url'))).toString('base64url'));
}

/** The order of P-256. */
const N = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const EDGES = [
  '0'.repeat(64),
  '1'.padStart(64, '0'),
  N,
  `${N.slice(0, -1)}0`,
  `${N.slice(0, -1)}2`,
  'f'.repeat(64),
].map((hex) => Buffer.from(hex, 'hex'));

function derOf(r: Buffer, s: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([2, bytes.length + 1, 0]), bytes]);
  const body = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

const inserted = (text: string, at: number, what: string): string => text.slice(0, at) + what + text.slice(at);
const place = (text: string): fc.Arbitrary<number> => fc.nat(text.length);

/** Every token that a mutation gives, but for the token itself, must be refused: it is another text of the same or of nothing. */
export const mutations = {
  'one character replaced by another of the alphabet': (token) =>
    fc
      .tuple(
        fc.nat(token.length - 1),
        fc.nat(ALPHABET.length - 1).map((n) => ALPHABET.charAt(n)),
      )
      .map(([at, char]) => token.slice(0, at) + char + token.slice(at + 1)),
  'unused bits of a last character set': (token) =>
    fc.tuple(segment, fc.integer({ min: 1, max: 15 })).map(([which, bits]) =>
      withSegment(token, which, (text) => {
        const unused = [0, 0, 4, 2][text.length % 4] ?? 0;
        const last = ALPHABET.indexOf(text.at(-1) ?? '');
        return text.slice(0, -1) + (ALPHABET[last ^ (bits & ((1 << unused) - 1))] ?? '');
      }),
    ),
  'padding, where it belongs or not': (token) =>
    fc
      .tuple(segment, fc.integer({ min: 1, max: 4 }), fc.constantFrom('=', '%3D', '%3d'))
      .map(([which, count, sign]) => withSegment(token, which, (text) => text + sign.repeat(count))),
  'white space, joiners and nulls': (token) =>
    fc.tuple(place(token), fc.constantFrom(...BLANKS)).map(([at, blank]) => inserted(token, at, blank)),
  'characters beyond ASCII': (token) =>
    fc
      .tuple(fc.nat(token.length - 1), fc.nat(2))
      .map(([at, n]) => token.slice(0, at) + (lookalike(token[at] ?? '')[n] ?? '') + token.slice(at + 1)),
  'the other base64 alphabet': (token) =>
    fc
      .tuple(place(token), fc.constantFrom('+', '/'), fc.boolean())
      .map(([at, sign, all]) =>
        all ? token.replaceAll('-', '+').replaceAll('_', '/') : token.slice(0, at) + sign + token.slice(at + 1),
      ),
  'letters of the other case': (token) =>
    fc.tuple(place(token), fc.integer({ min: 1, max: 20 })).map(([at, count]) => {
      const swapped = token
        .slice(at, at + count)
        .replaceAll(/[a-z]/gi, (char) => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase()));
      return token.slice(0, at) + swapped + token.slice(at + count);
    }),
  'dots and further segments': (token) =>
    fc.oneof(
      place(token).map((at) => inserted(token, at, '.')),
      fc.constantFrom(`${token}.`, `.${token}`, `${token}.e30`, token.replace('.', '..'), token.replace('.', '')),
      fc.constantFrom(...[0, 1, 2].map((which) => withSegment(token, which as Segment, () => ''))),
    ),
  'a member named twice': (token) =>
    fc
      .tuple(textSegment, fc.constantFrom('alg', 'kid', 'typ', 'exp', 'sub', 'pos'), fc.jsonValue())
      .map(([which, name, value]) =>
        withJson(token, which, (json) => json.replace('{', `{${JSON.stringify(name)}:${JSON.stringify(value)},`)),
      ),
  'the same JSON written otherwise': (token) =>
    fc
      .tuple(textSegment, fc.nat(), fc.constantFrom(' ', '\n', '\t', 'escape', 'order', 'bom'))
      .map(([which, at, how]) =>
        withJson(token, which, (json) => {
          if (how === 'order')
            return JSON.stringify(
              Object.fromEntries(Object.entries(JSON.parse(json) as Record<string, unknown>).toReversed()),
            );
          if (how === 'bom') return `\ufeff${json}`;
          const gaps = [...json.matchAll(/[{,:}]/g)].map(({ index }) => index);
          const gap = gaps[at % gaps.length] ?? 0;
          if (how !== 'escape') return inserted(json, gap + 1, how);
          const letters = [...json.matchAll(/[a-z]/g)].map(({ index }) => index);
          const letter = letters[at % letters.length] ?? 0;
          const code = json.charCodeAt(letter).toString(16).padStart(4, '0');
          return `${json.slice(0, letter)}\\u${code}${json.slice(letter + 1)}`;
        }),
      ),
  'signature bytes added, left out or changed': (token) =>
    fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.nat(), fc.constantFrom('end', 'start', 'cut', 'flip'))
      .map(([bytes, at, how]) =>
        withSignature(token, (signature) => {
          if (how === 'end') return Buffer.concat([signature, bytes]);
          if (how === 'start') return Buffer.concat([bytes, signature]);
          if (how === 'cut') return signature.subarray(bytes.length);
          const flipped = Buffer.from(signature);
          const byte = at % flipped.length;
          flipped[byte] = (flipped[byte] ?? 0) ^ (1 << (bytes.length - 1));
          return flipped;
        }),
      ),
  'r and s of no signature: zero, n, out of range, exchanged, DER': (token) =>
    fc.tuple(fc.constantFrom('r', 's', 'both'), fc.constantFrom(...EDGES), fc.boolean()).map(([part, value, other]) =>
      withSignature(token, (signature) => {
        const [r, s] = [signature.subarray(0, 32), signature.subarray(32, 64)];
        if (other) return part === 'both' ? Buffer.concat([s, r]) : derOf(r, s);
        return Buffer.concat([part === 's' ? r : value, part === 'r' ? s : value]);
      }),
    ),
  'another member under the same signature': (token) =>
    fc
      .tuple(textSegment, fc.string({ minLength: 1, maxLength: 12 }))
      .map(([which, sub]) =>
        withJson(token, which, (json) => JSON.stringify({ ...(JSON.parse(json) as object), sub })),
      ),
} as const satisfies Readonly<Record<string, Mutation>>;

export const mutationNames = Object.keys(mutations) as readonly (keyof typeof mutations)[];
