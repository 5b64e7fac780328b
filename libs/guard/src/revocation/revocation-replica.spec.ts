import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { batch, cover, entry, FAR_S } from '../../test/support/log.js';
import { coverOf } from './cover.js';
import { id128, revocationScopes } from './id128.js';
import { RevocationReplica } from './revocation-replica.js';

function setUp() {
  const clock = { ms: 0 };
  return { clock, replica: new RevocationReplica({ monotonicMs: () => clock.ms }) };
}

const covering = [
  ['client', 'shop'],
  ['subject', 'alice'],
  ['session', 's'],
  ['family', 'f'],
  ['key', 'a-key'],
  ['service', 'mail'],
  ['service', 'billing'],
  ['tenant', 'demo'],
  ['global', ''],
  ['stop', ''],
  ['lift', ''],
] as const;
/** Names each of them, two services among them. */
const resting = { session: 's', family: 'f', key: 'a-key', services: ['mail', 'billing'] };
const everyScope = [...covering, ['signing_key', 'k1']] as const;
const log = fc.array(
  fc.record({ scopeId: fc.constantFrom(...everyScope), expiresAtS: fc.constantFrom(FAR_S, FAR_S + 1) }),
  { minLength: 1, maxLength: 20 },
);

describe('RevocationReplica', () => {
  it.each(covering)('ends by a %s cut-off what rests on a position before it, and nothing after it', (scope, id) => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, scope, id)]));
    const at = (pos: number) => replica.revokes(cover(pos, resting));
    expect([at(0), at(9), at(10), at(11)]).toEqual([true, true, false, false]);
  });

  it('ends a token by its own entry whatever its position', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, 'token', 'j')]));
    expect(replica.revokes(cover(99, { jti: 'j' }))).toBe(true);
    expect(replica.revokes(cover(0, { jti: 'k' }))).toBe(false);
  });

  it('ends what a revoked signing key signed whatever its position: whoever has stolen the key writes any position', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, 'signing_key', 'k1')]));
    expect(replica.revokes(cover(2 ** 53 - 1))).toBe(true);
    const other = coverOf({ tenant: 'demo', jti: 'j', subject: 'a', client: 'c', pos: 0, signingKey: 'k2' });
    expect(replica.revokes(other)).toBe(false);
  });

  it('is stopped from a stop until its lift, and again from the next stop', () => {
    const { replica } = setUp();
    const stoppedAfter = (scope: 'stop' | 'lift', seq: number): boolean => {
      replica.apply(batch([entry(seq, scope, '')], { after: seq - 1 }));
      return replica.stopped;
    };
    expect(replica.stopped).toBe(false);
    expect([stoppedAfter('stop', 1), stoppedAfter('lift', 2), stoppedAfter('stop', 3)]).toEqual([true, false, true]);
  });

  it('keeps dead what was issued before a stop, and while it stood, once it is lifted', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, 'stop', ''), entry(20, 'lift', '')]));
    const at = (pos: number) => replica.revokes(cover(pos));
    expect([at(9), at(10), at(19), at(20)]).toEqual([true, true, true, false]);
  });

  it('keeps apart equal ids of other tenants and other scopes', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, 'subject', 'shop'), entry(11, 'client', 'alice'), entry(12, 'session', 'j')]));
    expect(replica.revokes(cover(0))).toBe(false);
    replica.apply(batch([entry(13, 'subject', 'alice')], { after: 12 }));
    const other = coverOf({ tenant: 'other', jti: 'j', subject: 'alice', client: 'shop', pos: 0 });
    expect(replica.revokes(cover(0))).toBe(true);
    expect(replica.revokes(other)).toBe(false);
  });

  it('does not ignore the cut-off of everything once a client has one (CVE-2026-8922)', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, 'client', 'shop'), entry(20, 'global', '')]));
    expect(replica.revokes(cover(15))).toBe(true);
  });

  it('does not ignore the cut-off of a client behind an older one of everything (CVE-2026-18218)', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(10, 'global', ''), entry(20, 'client', 'shop')]));
    expect(replica.revokes(cover(15))).toBe(true);
  });

  it('says the same whatever the order, the grouping and the number of times entries arrive: it is the maximum over all scopes', () => {
    fc.assert(
      fc.property(log, fc.nat(25), fc.infiniteStream(fc.nat()), (entries, pos, order) => {
        const numbered = entries.map(({ scopeId: [scope, id], expiresAtS }, n) => entry(n + 1, scope, id, expiresAtS));
        const keys = [...order.take(2 * numbered.length)];
        const shuffled = [...numbered, ...numbered]
          .map((one, n) => ({ one, key: keys[n] ?? 0 }))
          .sort((a, b) => a.key - b.key);

        const { replica: inOrder } = setUp();
        inOrder.apply(batch(numbered));
        const { replica: anyhow } = setUp();
        for (const { one } of shuffled) anyhow.apply(batch([one]));

        const expected = numbered.some(({ seq, scope }) => scope === 'signing_key' || seq > pos);
        const credential = cover(pos, resting);
        expect(inOrder.revokes(credential)).toBe(expected);
        expect(anyhow.revokes(credential)).toBe(expected);
        const last = numbered.findLast(({ scope }) => scope === 'stop' || scope === 'lift');
        expect([inOrder.stopped, anyhow.stopped]).toEqual(Array(2).fill(last?.scope === 'stop'));
      }),
    );
  });

  it('never takes a revocation back, whatever arrives later', () => {
    fc.assert(
      fc.property(log, log, fc.nat(25), (first, second, pos) => {
        const { replica } = setUp();
        replica.apply(batch(first.map(({ scopeId: [scope, id] }, n) => entry(n + 1, scope, id))));
        const before = replica.revokes(cover(pos, resting));
        replica.apply(batch(second.map(({ scopeId: [scope, id] }, n) => entry(n + 1, scope, id))));
        expect(before && !replica.revokes(cover(pos, resting))).toBe(false);
      }),
    );
  });

  it('takes in what comes behind a gap but does not count it as applied', () => {
    const { replica } = setUp();
    replica.apply(batch([entry(1, 'client', 'a')]));
    expect(replica.apply(batch([entry(5, 'subject', 'alice')], { after: 3 }))).toBe('gap');
    expect(replica.appliedSeq).toBe(1);
    expect(replica.revokes(cover(2))).toBe(true);
  });

  it('knows a log that ends earlier than it did', () => {
    const { replica } = setUp();
    replica.apply(batch([], { through: 10 }));
    expect(replica.apply(batch([], { after: 10, through: 10, head: 8 }))).toBe('behind');
  });

  it('is infinitely stale before its first heartbeat, and ages from the instant the heartbeat speaks of', () => {
    const { clock, replica } = setUp();
    expect(replica.stalenessMs).toBe(Infinity);
    clock.ms = 500;
    replica.apply(batch([], { through: 3, heartbeat: { seq: 3, asOfMs: 400 } }));
    clock.ms = 1_000;
    expect(replica.stalenessMs).toBe(600);
  });

  it('counts no heartbeat that speaks of entries it does not have, nor one that is older', () => {
    const { clock, replica } = setUp();
    clock.ms = 100;
    replica.apply(batch([], { through: 3, head: 5, heartbeat: { seq: 5, asOfMs: 100 } }));
    expect(replica.stalenessMs).toBe(Infinity);
    replica.apply(batch([], { after: 3, through: 5, heartbeat: { seq: 5, asOfMs: 90 } }));
    replica.apply(batch([], { after: 5, through: 5, heartbeat: { seq: 5, asOfMs: 50 } }));
    expect(replica.stalenessMs).toBe(10);
  });

  it('reports when it had applied what it has', () => {
    const { clock, replica } = setUp();
    expect(replica.applied).toBeUndefined();
    clock.ms = 7;
    replica.apply(batch([], { through: 3 }));
    clock.ms = 9;
    replica.apply(batch([], { after: 3, through: 3 }));
    expect(replica.applied).toEqual({ seq: 3, appliedAtMs: 7 });
  });

  it('tells time of day by the database, which nothing can set back', () => {
    const { clock, replica } = setUp();
    expect(replica.databaseNowMs).toBe(-Infinity);
    replica.apply(batch([], { databaseNowMs: 5_000 }));
    clock.ms = 100;
    replica.apply(batch([], { databaseNowMs: 1_000 }));
    expect(replica.databaseNowMs).toBe(5_100);
  });
});

describe('id128', () => {
  it('is part of the wire format: these values are for ever', () => {
    expect(id128('token', 'demo', '0190f4a0-0000-7000-8000-000000000001')).toMatchInlineSnapshot(`
     [
       1340234744,
       -1449623592,
       -1635157713,
       1940526561,
     ]
    `);
    expect(id128('global', '', '')).toMatchInlineSnapshot(`
     [
       -875070706,
       801761763,
       -1299118083,
       677731101,
     ]
    `);
  });

  it('differs wherever scope, tenant or id differ, even where their concatenation does not', () => {
    const part = fc.string({ maxLength: 4 });
    const scope = fc.constantFrom(...revocationScopes);
    fc.assert(
      fc.property(scope, part, part, scope, part, part, (...[s1, t1, i1, s2, t2, i2]) => {
        const equal = s1 === s2 && t1 === t2 && i1 === i2;
        expect(id128(s1, t1, i1).join() === id128(s2, t2, i2).join()).toBe(equal);
      }),
    );
    expect(id128('token', 'ab', 'c')).not.toEqual(id128('token', 'a', 'bc'));
  });
});
