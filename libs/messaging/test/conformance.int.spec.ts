import { describe, expect, it, jest } from '@jest/globals';
import { judge } from './conformance/judge.ts';
import { properties } from './conformance/properties.ts';

jest.setTimeout(120_000);

describe('the transport keeps its promises:', () => {
  it.each(properties.map((property) => [property.name, property] as const))('%s', async (_name, property) => {
    expect(await judge(property, 'ours')).toEqual({ holds: true, how: expect.any(String) });
  });
});
