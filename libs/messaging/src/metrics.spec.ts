import { describe, expect, it } from '@jest/globals';
import { harmless, type MessagingMetrics, noMetrics } from './metrics.js';

describe('metrics that fail', () => {
  it('are reported once, and harm nobody', () => {
    const lines: unknown[] = [];
    const broken: MessagingMetrics = {
      ...noMetrics,
      expired: () => {
        throw new TypeError('label missing');
      },
    };
    const metrics = harmless(broken, { error: (line: unknown) => lines.push(line) });
    metrics.expired('a.b.c.v1');
    metrics.expired('a.b.c.v1');
    metrics.shed('orders');
    expect(lines).toEqual([expect.stringContaining('label missing')]);
  });
});
