import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { allow } from './access.js';
import { command, event } from './contract.js';

const terms = {
  input: z.strictObject({}),
  output: z.strictObject({}),
  errors: [],
  access: allow('orders:write'),
  deadlineMs: 1000,
} as const;

describe('a contract', () => {
  it('is carried out by the service that its pattern begins with', () => {
    expect(command('order-processing.order.place.v1', terms).service).toBe('order-processing');
    expect(
      event('revocation.token.revoked.v1', { payload: z.strictObject({}), consumers: ['auth-token'] }).publisher,
    ).toBe('revocation');
  });

  it.each(['order.place', 'orders.order.place.v1', 'revocation.Token.revoke.v1', 'revocation.token.revoke.v0'])(
    'cannot be called %s',
    (pattern) => {
      expect(() => command(pattern, terms)).toThrow(JSON.stringify(pattern));
    },
  );
});
