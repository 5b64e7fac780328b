import { issueToken, showRevocation, revokeToken, type ServiceName } from '@strongroom/contracts';
import { CallError } from '@strongroom/messaging';
import { describe, expect, it } from '@jest/globals';
import { SecondWay } from './second-way.js';

const wireDown = new CallError({ status: 'UNAVAILABLE', message: 'Redis cannot be reached' });

function setUp(redis: () => Promise<unknown>, services: readonly ServiceName[] = ['revocation', 'auth-token']) {
  const asked: string[] = [];
  const wayTo = (service: ServiceName) => ({
    call: (pattern: string) => {
      asked.push(`${service}: ${pattern}`);
      return Promise.resolve('by the second way');
    },
  });
  const ways = new Map(services.map((service) => [service, wayTo(service)]));
  return { asked, calls: new SecondWay({ call: redis }, ways) };
}

describe('SecondWay', () => {
  it('goes over Redis as long as that works', async () => {
    const { asked, calls } = setUp(() => Promise.resolve('by Redis'));
    expect(await calls.call(revokeToken.pattern, {}, {})).toBe('by Redis');
    expect(asked).toEqual([]);
  });

  it.each([
    ['a revocation', revokeToken],
    ['a request for a token', issueToken],
  ])('takes %s to the service itself when Redis is dead', async (_what, { pattern, service }) => {
    const { asked, calls } = setUp(() => Promise.reject(wireDown));
    expect(await calls.call(pattern, {}, {})).toBe('by the second way');
    expect(asked).toEqual([`${service}: ${pattern}`]);
  });

  it('takes nothing else there', async () => {
    const { asked, calls } = setUp(() => Promise.reject(wireDown));
    await expect(calls.call(showRevocation.pattern, {}, {})).rejects.toBe(wireDown);
    expect(asked).toEqual([]);
  });

  it('takes nothing to a service that this process has no way to', async () => {
    const { asked, calls } = setUp(() => Promise.reject(wireDown), ['revocation']);
    await expect(calls.call(issueToken.pattern, {}, {})).rejects.toBe(wireDown);
    expect(asked).toEqual([]);
  });

  it('takes the service’s own answer for an answer', async () => {
    const answer = new CallError({ status: 'UNAVAILABLE', code: 'err:platform:unavailable:database', message: 'down' });
    const { asked, calls } = setUp(() => Promise.reject(answer));
    await expect(calls.call(revokeToken.pattern, {}, {})).rejects.toBe(answer);
    expect(asked).toEqual([]);
  });
});
