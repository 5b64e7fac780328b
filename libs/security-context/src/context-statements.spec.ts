import { createSecretKey, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ContextStatements, type StatementKey, type StatementKeys } from './context-statements.js';
import { type SecurityContext } from './security-context.js';

const context: SecurityContext = {
  tenant: 'demo',
  actor: { type: 'client', id: 'c1' },
  actorChain: [{ type: 'service', id: 'gateway' }],
  scopes: ['orders:write'],
  credential: { jti: 'j1', subject: 's1', client: 'c1', pos: 7, expiresAtMs: 10_000_000 },
  traceId: '0af7651916cd43dd8448eb211c80319c',
};

const shared: StatementKey = { keyId: 'k1', key: createSecretKey(randomBytes(32)) };
const keys: StatementKeys = {
  current: () => shared,
  byId: (_peer, keyId) => (keyId === shared.keyId ? shared : undefined),
};

function services(nowMs = 1_000_000): {
  gateway: ContextStatements;
  orders: ContextStatements;
  setTimeMs: (ms: number) => void;
} {
  let timeMs = nowMs;
  const clock = { nowMs: () => timeMs };
  return {
    gateway: new ContextStatements('gateway', keys, clock),
    orders: new ContextStatements('order-processing', keys, clock),
    setTimeMs: (ms) => {
      timeMs = ms;
    },
  };
}

const refusal = { code: 'err:access:unauthenticated:token' };

describe('a statement of who is asking', () => {
  it('arrives whole at the service that it is for', async () => {
    const { gateway, orders } = services();
    const sealed = await gateway.seal(context, 'order-processing');
    await expect(orders.open(sealed, 'gateway')).resolves.toEqual(context);
  });

  it('is refused by any other service, and from any other sender', async () => {
    const { gateway, orders } = services();
    const forCleanup = await gateway.seal(context, 'cleanup');
    await expect(orders.open(forCleanup, 'gateway')).rejects.toMatchObject(refusal);
    const forOrders = await gateway.seal(context, 'order-processing');
    await expect(orders.open(forOrders, 'revocation')).rejects.toMatchObject(refusal);
  });

  it('is refused after its minute', async () => {
    const { gateway, orders, setTimeMs } = services();
    const sealed = await gateway.seal(context, 'order-processing');
    setTimeMs(1_000_000 + 60_000 + 5_001);
    await expect(orders.open(sealed, 'gateway')).rejects.toMatchObject(refusal);
  });

  it('is refused when any character of it is changed', async () => {
    const { gateway, orders } = services();
    const sealed = await gateway.seal(context, 'order-processing');
    for (let at = 0; at < sealed.length; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const altered = `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
      if (
        Buffer.from(altered.split('.')[2] ?? '', 'base64url').equals(
          Buffer.from(sealed.split('.')[2] ?? '', 'base64url'),
        )
      )
        continue;
      await expect(orders.open(altered, 'gateway')).rejects.toMatchObject(refusal);
    }
  });

  it.each(['', '.', 'a.b', 'a.b.c.d', 'e30.k1.'])('is refused when it is %j', async (junk) => {
    await expect(services().orders.open(junk, 'gateway')).rejects.toMatchObject(refusal);
  });
});
