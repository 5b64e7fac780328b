import { loadConfig } from '@strongroom/platform';
import { describe, expect, it } from '@jest/globals';
import { webhookSettings } from './settings.js';

const judged = (WEBHOOK_ALLOWED_NETWORKS: string | undefined, address: string): string =>
  loadConfig(webhookSettings, { WEBHOOK_ALLOWED_NETWORKS }).WEBHOOK_ALLOWED_NETWORKS.judge(address);

describe('WEBHOOK_ALLOWED_NETWORKS', () => {
  it('allows nothing that is not public unless it says so', () => {
    expect([judged(undefined, '10.1.0.1'), judged(' 10.1.0.0/16 , fd12::/48 ', '10.1.0.1')]).toEqual([
      'refused',
      'allowed',
    ]);
  });

  it('that is not a list of networks is a fault that names it', () => {
    const wrong = { WEBHOOK_ALLOWED_NETWORKS: '10.1.0.0/16,receiver.example' };
    expect(() => loadConfig(webhookSettings, wrong)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('WEBHOOK_ALLOWED_NETWORKS: receiver.example is not'),
      }),
    );
  });
});
