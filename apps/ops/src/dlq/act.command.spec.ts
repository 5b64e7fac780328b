import { describe, expect, it } from '@jest/globals';
import { purgeAuthTokenDeadLetters, type ActOnDeadLetters, type Output } from '@strongroom/contracts';
import { act } from './act.command.js';

type Answer = Output<ActOnDeadLetters>;
const next = { after: '1764043200000-9', up_to: '1764043299999-0' };
const whole: Answer = { matched: 0, done: 0, kept: [], gone: 0, left: 0, next: null };

/** A gateway that gives these answers in turn, and remembers what it was asked. */
function gateway(...answers: readonly Answer[]) {
  const asked: unknown[] = [];
  const call = (_: unknown, input: unknown): Promise<never> => {
    asked.push(input);
    return Promise.resolve((answers[asked.length - 1] ?? whole) as never);
  };
  return { asked, call };
}

describe('acting on more letters than one call takes', () => {
  it('goes on where the answer says, and adds up', async () => {
    const kept = [{ id: '1764043200000-1', why: 'refused' }];
    const api = gateway(
      { ...whole, matched: 700, done: 499, kept, left: 200, next },
      { ...whole, matched: 200, done: 199, gone: 1 },
    );
    const summary = await act(api, purgeAuthTokenDeadLetters, { all: true }, {});
    expect(summary).toEqual({ matched: 700, done: 698, gone: 1, kept });
    expect(api.asked).toEqual([
      { all: true, limit: 500, dry_run: false },
      { all: true, limit: 500, dry_run: false, ...next },
    ]);
  });

  it('ends at the limit', async () => {
    const api = gateway({ ...whole, matched: 700, done: 3, left: 697, next });
    expect(await act(api, purgeAuthTokenDeadLetters, { all: true }, { limit: 3 })).toMatchObject({ done: 3 });
    expect(api.asked).toEqual([{ all: true, limit: 3, dry_run: false }]);
  });
});
