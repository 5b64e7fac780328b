import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { check, isSound } from './check.ts';
import { type Entry } from './history.ts';

const asked = (id: string, atMs = 0): Entry => ({ type: 'asked', id, atMs, deadlineMs: atMs + 2_000 });
const ended = (id: string, status = 'OK', atMs = 10): Entry => ({ type: 'ended', id, atMs, status });
const ran = (id: string): Entry => ({ type: 'ran', id, atMs: 5 });
const event = (type: 'committed' | 'delivered' | 'effected', id: string): Entry => ({ type, id, atMs: 5 });

/** A history without fault: `calls` answered calls and `events` effected events. */
function sound(calls: number, events: number): readonly Entry[] {
  return [
    ...Array.from({ length: calls }, (_, n) => [asked(`c${n}`), ran(`c${n}`), ended(`c${n}`)]),
    ...Array.from({ length: events }, (_, n) => [
      event('committed', `e${n}`),
      event('delivered', `e${n}`),
      event('effected', `e${n}`),
    ]),
  ].flat();
}

describe('the checker of histories', () => {
  it('finds nothing where nothing is, in whatever order the lines come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...sound(20, 20)], { minLength: 120 }), (history) => {
        const verdict = check(history);
        expect(isSound(verdict)).toBe(true);
        expect(verdict).toMatchObject({ calls: 20, ok: 20, events: 20, effected: 20, redelivered: 0 });
      }),
    );
  });

  it.each([
    ['a call that never ended', [asked('x'), ran('x')], 'lost'],
    ['a call that ended too late', [asked('x'), ran('x'), ended('x', 'DEADLINE_EXCEEDED', 3_001)], 'lost'],
    ['a call that ended with no canonical status', [asked('x'), ended('x', 'Error: oops')], 'lost'],
    [
      'an event that was committed and never had its effect',
      [event('committed', 'x'), event('delivered', 'x')],
      'lost',
    ],
    ['a call whose handler ran twice', [asked('x'), ran('x'), ran('x'), ended('x')], 'doubled'],
    ['a call that ran twice and was refused', [asked('x'), ran('x'), ran('x'), ended('x', 'UNAVAILABLE')], 'doubled'],
    ['a call that ended twice', [asked('x'), ran('x'), ended('x'), ended('x', 'UNAVAILABLE')], 'doubled'],
    [
      'an event that had its effect twice',
      [event('committed', 'x'), event('effected', 'x'), event('effected', 'x')],
      'doubled',
    ],
    ['a call that ran and was never asked', [ran('x')], 'believed'],
    ['a call answered OK that never ran', [asked('x'), ended('x')], 'believed'],
    ['an event that had an effect and was never committed', [event('effected', 'x')], 'believed'],
  ] as const)('finds %s, and nothing else, wherever it is planted', (_, planted, kind) => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), (at) => {
        const verdict = check([...sound(10, 10).toSpliced(at, 0, ...planted)]);
        expect(isSound(verdict)).toBe(false);
        expect({ lost: verdict.lost, doubled: verdict.doubled, believed: verdict.believed }).toEqual({
          ...{ lost: [], doubled: [], believed: [] },
          [kind]: ['x'],
        });
      }),
    );
  });

  it('finds every one of many losses', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 49 })), (victims) => {
        const names = new Set(victims.map((n) => `c${n}`));
        const history = sound(50, 0).filter((entry) => !(entry.type === 'ended' && names.has(entry.id)));
        expect(new Set(check(history).lost)).toEqual(names);
      }),
    );
  });

  it('tells an event that came twice and had one effect from a doubled one', () => {
    const verdict = check([...sound(0, 3), event('delivered', 'e1'), event('delivered', 'e1')]);
    expect(verdict).toMatchObject({ redelivered: 2, doubled: [] });
    expect(isSound(verdict)).toBe(true);
  });

  it('counts refusals by status, and an unhandled rejection as a fault', () => {
    const history = [...sound(2, 0), asked('x'), ended('x', 'UNAVAILABLE'), asked('y'), ended('y', 'UNAVAILABLE', 900)];
    const verdict = check(history);
    expect(verdict).toMatchObject({ calls: 4, ok: 2, refused: { UNAVAILABLE: 2 }, longestAnswerMs: 900 });
    expect(isSound(verdict)).toBe(true);
    expect(isSound(check([...history, { type: 'unhandled', what: 'Error: oops', atMs: 1 }]))).toBe(false);
  });
});

describe('the time to full service', () => {
  const fault: Entry = { type: 'fault', what: 'x', atMs: 100 };
  const mended: Entry = { type: 'mended', what: 'x', atMs: 200 };
  const call = (atMs: number, status: string): readonly Entry[] => [
    asked(`c${atMs}`, atMs),
    ...(status === 'OK' ? [ran(`c${atMs}`)] : []),
    ended(`c${atMs}`, status, atMs + 1),
  ];

  it('runs from the end of the fault to the first call after the last that failed', () => {
    const history = [fault, mended, ...call(150, 'UNAVAILABLE'), ...call(210, 'OK'), ...call(250, 'UNAVAILABLE')];
    expect(check([...history, ...call(270, 'OK'), ...call(300, 'OK')]).fullServiceMs).toBe(70);
  });

  it('is nothing if no call failed after the fault, and endless if service did not come back', () => {
    expect(check([fault, mended, ...call(150, 'UNAVAILABLE'), ...call(210, 'OK')]).fullServiceMs).toBe(0);
    expect(check([fault, mended, ...call(210, 'UNAVAILABLE')]).fullServiceMs).toBe(Infinity);
  });

  it('does not count against one fault what was under way when the next one struck', () => {
    const next: Entry = { type: 'fault', what: 'y', atMs: 400 };
    const underWay = [asked('x', 390), ended('x', 'UNAVAILABLE', 410)];
    expect(
      check([fault, mended, ...call(210, 'UNAVAILABLE'), ...call(220, 'OK'), ...underWay, next]).fullServiceMs,
    ).toBe(20);
  });

  it('is the longest of a run with several faults', () => {
    const again: readonly Entry[] = [
      { type: 'fault', what: 'y', atMs: 400 },
      { type: 'mended', what: 'y', atMs: 500 },
    ];
    const history = [fault, mended, ...again, ...call(220, 'UNAVAILABLE'), ...call(230, 'OK')];
    expect(check([...history, ...call(510, 'UNAVAILABLE'), ...call(600, 'OK')]).fullServiceMs).toBe(100);
  });
});
