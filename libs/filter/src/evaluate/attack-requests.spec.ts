import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { maliciousPacks } from '../packs/malicious-packs.js';
import { type AttackRequest, evaluateRequests } from './attack-requests.js';

const request = (value: string, isAttack: boolean): AttackRequest => ({
  text: `GET /?q=${encodeURIComponent(value)} HTTP/1.1\nHost: a.example\n\n`,
  isAttack,
  group: value,
});

describe('requests that are attacks, and those that only look like one', () => {
  it('are counted apart: what is found of the first, and how many of the others are taken for one', () => {
    const requests = [
      request("' OR 'x'='x", true),
      request('nothing that anybody would call one', true),
      request('union of states', false),
      request('<script>alert(1)</script>', false),
    ];
    expect(evaluateRequests(new Filter({ packs: maliciousPacks }), requests)).toMatchObject({
      score: { hits: 1, misses: 1, falseAlarms: 1, precision: 0.5, recall: 0.5 },
      nearMisses: 2,
      alarms: { recall: 0.5 },
    });
  });
});
