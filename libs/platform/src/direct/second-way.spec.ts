import { showRevocation, revokeToken } from '@strongroom/contracts';
import { CallError } from '@strongroom/messaging';
import { describe, expect, it } from '@jest/globals';
import { SecondWay } from './second-way.js';

const wireDown = new CallError({ status: 'UNAVAILABLE', message: 'Redis cannot be reached' });

function setUp(redis: () => Promise<unknown>) {
  const asked: string[] = [];
  const direct = {
    call: (pattern: string) => {
      asked.push(pattern);
      return Promise.resolve('by the second way');
    },
  };
  return { asked, calls: new SecondWay({ call: redis }, direct) };
}

describe('SecondWay', () => {
  it('goes over Redis as long as that works', async () => {
    const { asked, calls } = setUp(() => Promise.resolve('by Redis'));
    expect(await calls.call(revokeToken.pattern, {}, {})).toBe('by Redis');
    expect(asked).toEqual([]);
  });

  it('takes a revocation to the service itself when Redis is dead', async () => {
    const { asked, calls } = setUp(() => Promise.reject(wireDown));
    expect(await calls.call(revokeToken.pattern, {}, {})).toBe('by the second way');
    expect(asked).toEqual([revokeToken.pattern]);
  });

  it('takes nothing else there', async () => {
    const { asked, calls } = setUp(() => Promise.reject(wireDown));
    await expect(calls.call(showRevocation.pattern, {}, {})).rejects.toBe(wireDown);
    expect(asked).toEqual([]);
  });

  it('takes the service’s own answer for an answer', async () => {
    const answer = new CallError({ status: 'UNAVAILABLE', code: 'err:platform:unavailable:database', message: 'down' });
    const { asked, calls } = setUp(() => Promise.reject(answer));
    await expect(calls.call(revokeToken.pattern, {}, {})).rejects.toBe(answer);
    expect(asked).toEqual([]);
  });
});
