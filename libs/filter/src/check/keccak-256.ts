/**
 * Keccak-256 of ASCII text of at most 135 characters, as Ethereum uses it: the Keccak of 2011 with padding `01`, which is
 * not SHA3-256 (FIPS 202) and which Node.js does not have. Hexadecimal.
 */
export function keccak256(text: string): string {
  const bytes = new Uint8Array(RATE_BYTES);
  if (new TextEncoder().encodeInto(text, bytes).written >= RATE_BYTES) throw new RangeError('the text is too long');
  bytes[text.length] = (bytes[text.length] ?? 0) ^ 0x01;
  bytes[RATE_BYTES - 1] = (bytes[RATE_BYTES - 1] ?? 0) ^ 0x80;
  // Each lane of 64 bits is a low and a high word.
  const state = new Uint32Array(2 * LANES);
  const view = new DataView(bytes.buffer);
  for (let word = 0; word < RATE_BYTES / 4; word++) state[word] = view.getUint32(4 * word, true);
  permute(state);
  const hash = Buffer.alloc(HASH_BYTES);
  for (let word = 0; word < HASH_BYTES / 4; word++) hash.writeUInt32LE(word32(state, word), 4 * word);
  return hash.toString('hex');
}

const RATE_BYTES = 136;
const HASH_BYTES = 32;
const LANES = 25;
const ROUNDS = 24;

/** Places and rotations of the lanes in the steps rho and pi, along the one path that visits all but the first. */
const PATH = new Uint8Array(ROUNDS + 1);
const TURNS = new Uint8Array(ROUNDS);
PATH[0] = 1;
for (let step = 0; step < ROUNDS; step++) {
  const from = PATH[step] ?? 0;
  const [x, y] = [from % 5, Math.floor(from / 5)];
  PATH[step + 1] = y + 5 * ((2 * x + 3 * y) % 5);
  TURNS[step] = (((step + 1) * (step + 2)) / 2) % 64;
}

/** The constants of the step iota, low and high word, from its shift register. */
const CONSTANTS = roundConstants();

function roundConstants(): Uint32Array {
  const constants = new Uint32Array(2 * ROUNDS);
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let power = 0; power < 7; power++) {
      const bit = 2 ** power - 1;
      if ((register & 1) !== 0) {
        const word = 2 * round + (bit >> 5);
        constants[word] = word32(constants, word) ^ (1 << (bit & 31));
      }
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
  }
  return constants;
}

function permute(state: Uint32Array): void {
  const parity = new Uint32Array(10);
  const moved = new Uint32Array(2 * LANES);
  for (let round = 0; round < ROUNDS; round++) {
    theta(state, parity);
    moved[0] = word32(state, 0);
    moved[1] = word32(state, 1);
    for (let step = 0; step < ROUNDS; step++) {
      const from = 2 * (PATH[step] ?? 0);
      const to = 2 * (PATH[step + 1] ?? 0);
      const by = TURNS[step] ?? 0;
      const low = word32(state, by < 32 ? from : from + 1);
      const high = word32(state, by < 32 ? from + 1 : from);
      moved[to] = rotated(low, high, by & 31);
      moved[to + 1] = rotated(high, low, by & 31);
    }
    for (let word = 0; word < 2 * LANES; word++) {
      const row = word - (word % 10);
      const next = word32(moved, row + ((word + 2) % 10));
      state[word] = word32(moved, word) ^ (~next & word32(moved, row + ((word + 4) % 10)));
    }
    state[0] = word32(state, 0) ^ word32(CONSTANTS, 2 * round);
    state[1] = word32(state, 1) ^ word32(CONSTANTS, 2 * round + 1);
  }
}

function theta(state: Uint32Array, parity: Uint32Array): void {
  for (let column = 0; column < 10; column++) {
    let sum = 0;
    for (let row = 0; row < 2 * LANES; row += 10) sum ^= word32(state, row + column);
    parity[column] = sum;
  }
  for (let word = 0; word < 2 * LANES; word++) {
    const column = word % 10;
    const isHigh = column % 2;
    const right = column - isHigh + 2;
    const turned = rotated(word32(parity, (right + isHigh) % 10), word32(parity, (right + 1 - isHigh) % 10), 1);
    state[word] = word32(state, word) ^ word32(parity, (column + 8) % 10) ^ turned;
  }
}

/** One word of a lane turned left by less than 32 bits: the bits that leave the other word come in. */
function rotated(word: number, other: number, by: number): number {
  return by === 0 ? word : (word << by) | (other >>> (32 - by));
}

function word32(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
