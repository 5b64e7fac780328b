import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { id128, revocationScopes } from '../revocation/id128.js';
import { decodeFeedBatch, encodeFeedBatch, type FeedBatch } from './feed-batch.js';

const seq = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const feedBatch: fc.Arbitrary<FeedBatch> = fc
  .record({
    seqs: fc.tuple(seq, seq, seq),
    remaining: fc.option(fc.nat(), { nil: undefined }),
    heartbeat: fc.option(fc.record({ seq, atMs: fc.nat() }), { nil: undefined }),
    databaseNowMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    heldMs: fc.integer({ min: -1_000, max: 1_000 }),
    entries: fc.array(
      fc.record({
        seq,
        scope: fc.constantFrom(...revocationScopes),
        id: fc.string().map((id) => id128('token', 'demo', id)),
        expiresAtS: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ seqs, remaining, heartbeat, databaseNowMs, ...rest }) => {
    const [after = 0, through = 0, head = 0] = seqs.toSorted((a, b) => a - b);
    // JSON has no negative zero.
    const about = { after, through, head, databaseNowMs: databaseNowMs + 0 || 0 };
    return { ...about, ...(remaining !== undefined && { remaining }), ...(heartbeat && { heartbeat }), ...rest };
  });

describe('the body of a feed response', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(feedBatch, (batch) => {
        expect(decodeFeedBatch(encodeFeedBatch(batch))).toEqual(batch);
      }),
    );
  });

  it('is refused where anything is missing or left over', () => {
    fc.assert(
      fc.property(feedBatch, fc.nat(), (batch, cut) => {
        const body = encodeFeedBatch(batch);
        expect(() => decodeFeedBatch(body.subarray(0, cut % body.length))).toThrow(/malformed/);
        expect(() => decodeFeedBatch(Buffer.concat([body, Buffer.alloc(1)]))).toThrow(/malformed/);
        expect(() => decodeFeedBatch(Buffer.concat([body, Buffer.alloc(32)]))).toThrow(/malformed/);
      }),
    );
  });

  it('is refused where its head counts half a record', () => {
    const about = JSON.stringify({ after: 0, through: 1, head: 1, databaseNowMs: 0, heldMs: 0, entries: 1.5 });
    const length = Buffer.alloc(4);
    length.writeUInt32BE(about.length);
    const body = Buffer.concat([length, Buffer.from(about), Buffer.alloc(48)]);
    expect(() => decodeFeedBatch(body)).toThrow(/malformed/);
  });

  it('has these bytes', () => {
    const entry = {
      seq: 2 ** 40 + 7,
      scope: 'client',
      id: id128('client', 'demo', 'shop'),
      expiresAtS: 1_767_225_600,
    } as const;
    const about = {
      after: 2 ** 40 + 6,
      through: 2 ** 40 + 7,
      head: 2 ** 40 + 7,
      databaseNowMs: 1_767_139_200_250,
      heldMs: 1,
    };
    const body = encodeFeedBatch({
      ...about,
      heartbeat: { seq: 2 ** 40 + 7, atMs: 1_767_139_200_000 },
      entries: [entry],
    });
    expect(body.subarray(4, -32).toString()).toBe(
      '{"after":1099511627782,"through":1099511627783,"head":1099511627783,"databaseNowMs":1767139200250,"heldMs":1,' +
        '"heartbeat":{"seq":1099511627783,"atMs":1767139200000},"entries":1}',
    );
    expect(body.subarray(-32).toString('hex')).toMatchInlineSnapshot(
      `"1564f2d753e70aa9c30123f586c49bfd00000100000000076955b90005000000"`,
    );
  });

  it.each([
    ['a number that is no whole one', { head: 1.5 }],
    ['a number below zero', { after: -1 }],
    ['a text for a number', { databaseNowMs: '1' }],
    ['an end before its beginning', { after: 5, through: 4 }],
    ['half a heartbeat', { heartbeat: { seq: 1 } }],
  ])('is refused with %s', (_what, wrong) => {
    const good = { after: 0, through: 0, head: 0, databaseNowMs: 0, heldMs: 0, entries: [] };
    expect(decodeFeedBatch(encodeFeedBatch(good))).toEqual(good);
    expect(() => decodeFeedBatch(encodeFeedBatch({ ...good, ...wrong } as unknown as FeedBatch))).toThrow(/malformed/);
  });

  it('is refused with a scope that this guard does not know: to skip it could be to skip a revocation', () => {
    const body = encodeFeedBatch({
      ...{ after: 0, through: 1, head: 1, databaseNowMs: 0, heldMs: 0 },
      entries: [{ seq: 1, scope: 'token', id: [1, 2, 3, 4], expiresAtS: 9 }],
    });
    body.writeUInt8(revocationScopes.length, body.length - 4);
    expect(() => decodeFeedBatch(body)).toThrow('a scope this guard does not know');
  });
});
