import { describe, expect, it } from '@jest/globals';
import { Health, type PartHealth } from './health.js';

describe('Health', () => {
  it('is not ready before it has started, nor once it drains', () => {
    const health = new Health();
    expect(health.ready().status).toBe('down');
    expect(health.hasStarted()).toBe(false);
    health.started();
    expect(health.ready().status).toBe('ok');
    health.draining();
    expect(health.ready().parts['process']).toEqual({ state: 'down', about: 'draining' });
    expect(health.hasStarted()).toBe(true);
  });

  it('is as well as its worst part, and names it', () => {
    const health = new Health();
    let redis: PartHealth = { state: 'ok' };
    health.register('redis', () => redis);
    health.register('postgres', () => ({ state: 'ok' }));
    health.started();
    redis = { state: 'degraded', about: 'answers slowly' };
    expect(health.ready().status).toBe('degraded');
    redis = { state: 'down', about: 'no connection' };
    expect(health.ready()).toEqual({
      status: 'down',
      parts: { redis: { state: 'down', about: 'no connection' }, postgres: { state: 'ok' } },
    });
  });
});
