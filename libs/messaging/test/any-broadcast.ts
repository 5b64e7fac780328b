import fc from 'fast-check';
import { type BroadcastFrame, PROBE_BYTES, signBroadcast } from '../src/broadcast/broadcast-frame.js';
import { privateKeyOf } from './broadcast-vectors.js';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
const privateKey = privateKeyOf();

/** What a publisher may write, and its frame. */
export const anyBroadcast: fc.Arbitrary<{ readonly batch: BroadcastFrame; readonly frame: Buffer }> = fc
  .record({
    places: fc.tuple(fc.maxSafeNat(), fc.maxSafeNat()),
    issuedAtMs: fc.nat({ max: 2 ** 48 - 1 }),
    ...{ keyId: text, contentType: text, body: bytes(200) },
    publisher: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/),
    topic: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,20}$/),
    probes: fc.array(fc.uint8Array({ minLength: PROBE_BYTES, maxLength: PROBE_BYTES }), { maxLength: 5 }),
  })
  .map(({ places, probes, ...rest }) => {
    const [after, through] = [Math.min(...places), Math.max(...places)];
    const batch = { ...rest, after, through, probes: Buffer.concat(probes) };
    return { batch, frame: signBroadcast(batch, privateKey) };
  });
