import { describe, expect, it } from '@jest/globals';
import { GUARDS_MAX, OutsideNames } from './outside-names.js';

const shop = (guard: string) => ({ service: 'shop', guard });

describe('the names of guards of an application outside', () => {
  it.each([
    ['another application’s', shop('bank-1'), 'must begin with "shop-"'],
    ['a guard of ours', shop('gateway-1'), 'must begin with "shop-"'],
    ['like a guard of ours', { service: 'gateway-x', guard: 'gateway-x-1' }, 'how guards of a service'],
  ])('are refused where one is %s', (_what, name, rule) => {
    expect(() => {
      new OutsideNames().admit(name);
    }).toThrow(rule);
  });

  it('are so many at a time and no more; who is known goes on, and what was not heard of for a minute is forgotten', () => {
    const clock = { ms: 0 };
    const names = new OutsideNames(() => clock.ms);
    for (let n = 0; n < GUARDS_MAX; n++) names.admit(shop(`shop-${n}`));
    const another = (): void => {
      names.admit(shop('shop-another'));
    };
    expect(another).toThrow('64 guards already');
    names.admit({ service: 'bank', guard: 'bank-1' });
    clock.ms = 60_000;
    names.admit(shop('shop-0'));
    expect(another).toThrow('64 guards already');
    clock.ms = 60_001;
    another();
    names.admit(shop('shop-0'));
  });
});
