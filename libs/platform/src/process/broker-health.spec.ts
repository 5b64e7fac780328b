import { describe, expect, it } from '@jest/globals';
import { type BrokerStatus } from '@strongroom/messaging';
import { ReplaySubject } from 'rxjs';
import { brokerHealth } from './broker-health.js';

describe('the health of the wire', () => {
  it('is degraded before Redis is reached and while it is lost, never down', () => {
    const status = new ReplaySubject<BrokerStatus>(1);
    const probe = brokerHealth({ status });
    expect(probe().state).toBe('degraded');
    status.next('connected');
    expect(probe()).toEqual({ state: 'ok' });
    status.next('disconnected');
    expect(probe()).toEqual({ state: 'degraded', about: 'Redis cannot be reached' });
  });
});
