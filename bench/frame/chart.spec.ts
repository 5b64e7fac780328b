import { describe, expect, it } from '@jest/globals';
import { chartOf } from './chart.ts';
import { type Report } from './report.ts';

const report: Report = {
  ...{
    suite: 's',
    title: 'A < B & "C"',
    measuredAt: '2026-01-01T00:00:00.000Z',
    rounds: 3,
    secondsARound: 1,
    targets: [],
  },
  machine: { cpu: 'a cpu', cores: 2, memoryGib: 4, platform: 'linux x64', node: '24.0.0' },
  setting: { server: 'valkey 9' },
  contestants: { Strongroom: { cpuUs: { median: 50, min: 40, max: 100 } }, peer: {} },
};

describe('chartOf', () => {
  it('draws a bar for each contestant that has the figure, as long as its share of the greatest round', () => {
    const svg = chartOf(report, { cpuUs: { label: 'CPU', digits: 1 } });
    expect(svg.match(/<rect/g)).toHaveLength(1);
    expect(svg).toContain('width="210.0"');
    expect(svg).toContain('>50.0</text>');
  });

  it('lets no text of a suite break the picture', () => {
    expect(chartOf(report, { cpuUs: { label: 'CPU' } })).toContain('A &lt; B &amp; &quot;C&quot;');
  });
});
