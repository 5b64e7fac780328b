import { describe, expect, it } from '@jest/globals';
import { reportOf } from './report.ts';
import { type Suite, type Target } from './suite.ts';

const target: Target = { claim: 'ours costs less', figure: 'cpuUs', of: 'ours', against: 'peer', bound: { most: 0.9 } };
const about = {
  ...{ suite: 's', measuredAt: '2026-01-01T00:00:00.000Z', rounds: 3, secondsARound: 1 },
  machine: { cpu: 'a cpu', cores: 2, memoryGib: 4, platform: 'linux x64', node: '24.0.0' },
};

function suiteWith(targets: readonly Target[]): Suite {
  return {
    ...{ title: 'a suite', setting: {}, contestants: [], targets },
    figures: { cpuUs: { label: 'CPU' }, callsPerS: { label: 'calls/s' } },
  };
}

const rounds = new Map([
  ['ours', [{ cpuUs: 10 }, { cpuUs: 90 }, { cpuUs: 16 }]],
  ['peer', [{ cpuUs: 20 }, { cpuUs: 100 }, { cpuUs: 20 }]],
]);

describe('reportOf', () => {
  it('compares round by round, so that a slow round of the machine is a slow round of both', () => {
    const [verdict] = reportOf(suiteWith([target]), rounds, about).targets;
    expect(verdict).toMatchObject({ median: 0.8, min: 0.5, max: 0.9, met: true });
  });

  it('says of a target that is missed that it is', () => {
    const targets = [
      { ...target, bound: { most: 0.79 } },
      { claim: 'a rate', figure: 'cpuUs', of: 'ours', bound: { least: 17 } },
    ];
    expect(reportOf(suiteWith(targets), rounds, about).targets.map(({ met }) => met)).toEqual([false, false]);
  });

  it('leaves out a figure that a contestant does not have, and refuses one that it had in some rounds only', () => {
    expect(Object.keys(reportOf(suiteWith([]), rounds, about).contestants['ours'] ?? {})).toEqual(['cpuUs']);
    const uneven = new Map([['ours', [{ cpuUs: 1 }, {}]]]);
    expect(() => reportOf(suiteWith([]), uneven, about)).toThrow('cpuUs was not measured in every round');
  });

  it('refuses a target of somebody who did not take part', () => {
    expect(() => reportOf(suiteWith([{ ...target, against: 'nobody' }]), rounds, about)).toThrow('nobody');
  });
});
