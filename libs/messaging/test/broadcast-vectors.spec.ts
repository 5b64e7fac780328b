import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Broadcast } from '../src/index.js';
import { decodeBroadcast, isBroadcastSignedBy } from '../src/broadcast/broadcast-frame.js';
import { BroadcastIntake } from '../src/broadcast/broadcast-intake.js';
import { decodeEnvelope } from '../src/envelope/decode.js';
import { Refusals } from '../src/refusals.js';
import { anyBroadcast } from './any-broadcast.js';
import { batch, broadcastVectors, privateKeyOf } from './broadcast-vectors.js';
import { RecordedMetrics } from './recorded-metrics.js';

const file = new URL('broadcast-vectors.json', import.meta.url);
const vectors = broadcastVectors();
const publicKey = createPublicKey(privateKeyOf());

/** What a reader of the first vector's topic is given of `frame`, or why it refuses it. */
async function taken(frame: Buffer): Promise<unknown> {
  const recorded = new RecordedMetrics();
  const given: Broadcast[] = [];
  const intake = new BroadcastIntake(
    {
      ...{ topic: batch.topic, publisher: batch.publisher, metrics: recorded.metrics },
      keys: { byId: (keyId) => (keyId === batch.keyId ? publicKey : undefined) },
      follower: { apply: (broadcast) => void given.push(broadcast), catchUp: (from) => Promise.resolve(from) },
      probes: { sentAtMs: () => undefined, settle: () => undefined },
      refusals: new Refusals(recorded.metrics, { warn: () => undefined }),
    },
    batch.after,
  );
  await intake.take(frame, new AbortController().signal);
  return recorded.of('refused')[0]?.[0] ?? given[0];
}

describe('the broadcast, version 1', () => {
  it('is byte by byte what the published vectors say', async () => {
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(vectors)));
  });

  it.each(vectors.accepted)('$name is read back as it was written, and its signature holds', ({ batch, frame }) => {
    const bytes = Buffer.from(frame, 'hex');
    const [probes, body] = [Buffer.from(batch.probes, 'hex'), Buffer.from(batch.body, 'hex')];
    expect(decodeBroadcast(bytes)).toEqual({ ...batch, probes, body });
    expect(isBroadcastSignedBy(bytes, publicKey)).toBe(true);
  });

  it('is taken by a reader of its topic', async () => {
    const { after, through, body } = batch;
    expect(await taken(Buffer.from(vectors.accepted[0]?.frame ?? '', 'hex'))).toMatchObject({ after, through, body });
  });

  it.each(vectors.refused)('$name is refused ($reason)', async ({ frame, reason }) => {
    expect(await taken(Buffer.from(frame, 'hex'))).toBe(reason);
  });

  it('is never read as an envelope', () => {
    for (const { frame } of vectors.accepted) expect(decodeEnvelope(Buffer.from(frame, 'hex'))).toBe('malformed');
  });

  it('never makes a reader fail, whatever the bytes', async () => {
    const alterations = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((any) => Buffer.from(any)),
      fc.tuple(anyBroadcast, alterations).map(([{ frame }, changes]) => {
        const changed = Buffer.from(frame);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        return changed;
      }),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (frame) => {
        expect(typeof (await taken(frame))).toBe('string');
      }),
    );
  });
});
