import { type checkTokens, type Output } from '@strongroom/contracts';
import { describe, expect, it } from '@jest/globals';
import { judge, verdictsOf } from './check.command.js';

type Checked = Output<typeof checkTokens>['tokens'][number];

const nothing = { jti: null, refused: null, ended_by: null, expires_at: null };

/** A gateway that says of each token what the token says of itself. */
function gateway() {
  const asked: (readonly string[])[] = [];
  const call = (_: unknown, { tokens }: { tokens: readonly string[] }): Promise<never> => {
    asked.push(tokens);
    return Promise.resolve({ tokens: tokens.map((token) => ({ ...nothing, status: token.trim() })) } as never);
  };
  return { asked, api: { call } as Parameters<typeof verdictsOf>[0] };
}
const verdicts = (...statuses: Checked['status'][]) =>
  statuses.map((status, index) => ({ ...nothing, status, place: index + 1 }));

describe('a check of tokens by command', () => {
  it('is one call, and names each token by its place alone', async () => {
    const { asked, api } = gateway();
    expect(await verdictsOf(api, ['active', 'revoked'])).toEqual(verdicts('active', 'revoked'));
    expect(asked).toEqual([['active', 'revoked']]);
  });

  it('is several where tokens are so long that a body would not hold them, and keeps their order', async () => {
    const { asked, api } = gateway();
    const statuses = Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? 'expired' : 'active'));
    const found = await verdictsOf(
      api,
      statuses.map((status) => status.padEnd(16_384)),
    );
    expect(found.map(({ status }) => status)).toEqual(statuses);
    expect(found.map(({ place }) => place)).toEqual(statuses.map((_, index) => index + 1));
    expect(asked.length).toBeGreaterThan(1);
    for (const batch of asked) expect(batch.join('').length).toBeLessThanOrEqual(500_000);
  });

  it('ends well only where every token is good', () => {
    expect(() => {
      judge(verdicts('active', 'active'));
    }).not.toThrow();
  });

  it.each([
    [1, verdicts('active', 'revoked'), '1 of 2'],
    [1, verdicts('malformed', 'unavailable'), '2 of 2'],
    [1, verdicts('unknown'), '1 of 1'],
    [1, verdicts('expired'), '1 of 1'],
    [6, verdicts('active', 'unavailable'), '1 of 2'],
  ])('ends with %i for %j', (exitCode, found, said) => {
    const fault: unknown = expect.objectContaining({ exitCode, message: expect.stringContaining(said) });
    expect(() => {
      judge(found);
    }).toThrow(fault);
  });
});
