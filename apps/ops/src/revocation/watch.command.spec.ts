import { describe, expect, it } from '@jest/globals';
import { type Output, type showPropagation } from '@strongroom/contracts';
import { watch } from './watch.command.js';

type Propagation = Output<typeof showPropagation>;

const behind: Propagation = {
  ...{
    seq: 7,
    sealed_at: '2026-01-01T00:00:00Z',
    enforced: 1,
    live: 2,
    enforced_everywhere_after_ms: null,
    guards: [],
  },
};
const everywhere: Propagation = { ...behind, enforced: 2, enforced_everywhere_after_ms: 41 };

/** A gateway that gives these answers in turn, the last one for ever. */
function gateway(...answers: readonly Propagation[]) {
  const asked: unknown[] = [];
  const call = (_: unknown, input: unknown): Promise<never> => {
    asked.push(input);
    return Promise.resolve((answers[asked.length - 1] ?? answers.at(-1)) as never);
  };
  return { asked, call };
}

describe('watching a revocation', () => {
  it('ends as soon as every live guard enforces it', async () => {
    const api = gateway(behind, behind, everywhere);
    const rests: string[] = [];
    const pause = () => Promise.resolve(rests.push('rest'));
    expect(await watch(api, 7, { waitMs: 60_000, pause })).toBe(everywhere);
    expect(api.asked).toEqual([{ seq: 7 }, { seq: 7 }, { seq: 7 }]);
    expect(rests).toHaveLength(2);
  });

  it('ends with what it knows when the wait is over, and never calls that everywhere', async () => {
    const report = await watch(gateway(behind), 7, { waitMs: 0, pause: () => Promise.resolve() });
    expect(report).toMatchObject({ enforced: 1, live: 2, enforced_everywhere_after_ms: null });
  });

  it('says nothing of everywhere while nobody lives', async () => {
    const nobody = { ...behind, enforced: 0, live: 0 };
    expect(await watch(gateway(nobody), 7, { waitMs: 0, pause: () => Promise.resolve() })).toBe(nobody);
  });
});
