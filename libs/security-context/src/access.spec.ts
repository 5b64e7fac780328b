import { allow, allowEither, internal, openToAll } from '@strongroom/contracts';
import { describe, expect, it } from '@jest/globals';
import { requireAccess } from './access.js';
import { type SecurityContext } from './security-context.js';
import { serviceContext } from './service-context.js';

const client: SecurityContext = {
  ...serviceContext('gateway', 'demo'),
  actor: { type: 'client', id: 'c1' },
  scopes: ['orders:read'],
  credential: { jti: 'j1', subject: 's1', client: 'c1', pos: 1, expiresAtMs: 1 },
};
const denied = expect.objectContaining({ code: 'err:access:denied:scope' });

describe('requireAccess', () => {
  it('lets a caller in that holds every scope, and names those that are missing', () => {
    requireAccess(allow('orders:read'), client);
    expect(() => {
      requireAccess(allow('orders:read', 'orders:write', 'stock:write'), client);
    }).toThrow('orders:write stock:write');
  });

  it('lets a caller in that holds one of two scopes, and names both to who holds neither', () => {
    requireAccess(allowEither('stock:read', 'orders:read'), client);
    expect(() => {
      requireAccess(allowEither('stock:read', 'stock:write'), client);
    }).toThrow('stock:read or stock:write');
  });

  it('lets only a service that acts for itself make an internal call', () => {
    requireAccess(internal(), serviceContext('auth-token', 'demo'));
    expect(() => {
      requireAccess(internal(), client);
    }).toThrow(denied);
    expect(() => {
      requireAccess(internal(), { ...client, actor: { type: 'service', id: 'gateway' } });
    }).toThrow(denied);
  });

  it('gives a service that acts for itself no scope', () => {
    expect(() => {
      requireAccess(allow('secrets:read'), serviceContext('auth-token', 'demo'));
    }).toThrow(denied);
  });

  it('lets anybody make a public call', () => {
    requireAccess(openToAll(), serviceContext('gateway', 'demo'));
  });
});
