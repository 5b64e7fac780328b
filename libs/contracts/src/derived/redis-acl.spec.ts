import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { allow, internal } from '../contract/access.js';
import { broadcast } from '../contract/broadcast.js';
import { event, query } from '../contract/contract.js';
import { redisAclRules, type WireKeys } from './redis-acl.js';

const keys: WireKeys = {
  callsOf: (service) => [`calls:${service}`],
  queuesOf: (service) => [`queues:${service}`],
  repliesOf: (service) => [`replies:${service}`],
  eventsOf: (service) => [`events:${service}`],
  streamsOf: (service) => [`streams:${service}`],
  broadcastsOf: (topic) => [`broadcasts:${topic}`],
  probesOf: (topic) => [`probes:${topic}`],
  channelsOf: (service) => [`cancels:${service}`],
};
const empty = { input: z.strictObject({}), output: z.strictObject({}), errors: [], deadlineMs: 1_000 };
const byHttp = query('revocation.entry.show.v1', {
  ...empty,
  access: allow('revocation:read'),
  http: { method: 'GET', path: '/v1/entries' },
});
const byService = query('revocation.head.read.v1', { ...empty, access: internal(), callers: ['auth-token'] });
const revoked = event('revocation.credential.revoked.v1', { payload: z.strictObject({}), consumers: ['auth-token'] });

const log = broadcast('revocation.log.follow.v1', { readers: ['gateway', 'auth-token', 'revocation'] });
const wire = { contracts: [byHttp, byService], events: [revoked], broadcasts: [log] };

const rulesOf = (service: string): readonly string[] =>
  redisAclRules(wire, keys).find((user) => user.service === service)?.rules ?? [];

describe('redisAclRules', () => {
  it('lets a caller write to the queue of whom it calls, and never read it', () => {
    for (const caller of ['gateway', 'auth-token']) {
      expect(rulesOf(caller).join(' ')).toMatch(/\(%W~queues:revocation [^)]*\+rpush \+llen \+pexpire\)/);
      expect(rulesOf(caller)).toContain('(&cancels:revocation +publish)');
      expect(rulesOf(caller).join(' ')).not.toContain('calls:revocation');
    }
    expect(rulesOf('cleanup').join(' ')).not.toContain('revocation');
  });

  it('lets a service read what is its own, answer its callers, and publish to its consumers', () => {
    expect(rulesOf('revocation')).toEqual(
      expect.arrayContaining([
        '~calls:revocation',
        '~replies:revocation',
        '~events:revocation',
        '(%W~replies:gateway %W~replies:auth-token +rpush +llen +pexpire)',
        '(%W~streams:auth-token +xadd +xlen)',
      ]),
    );
    expect(rulesOf('revocation').join(' ')).not.toContain('order-processing');
  });

  it('gives rights on keys of others by what is sent there, never by a category', () => {
    const selectors = rulesOf('revocation').filter((rule) => rule.startsWith('('));
    expect(selectors).toHaveLength(2);
    expect(selectors.join(' ')).not.toMatch(/@|~calls|~events/);
  });

  it('lets the publisher alone write what is broadcast, and readers read it and ask for it', () => {
    const [stream, probes] = ['broadcasts:revocation.log.follow.v1', 'probes:revocation.log.follow.v1'];
    expect(rulesOf('revocation')).toEqual(expect.arrayContaining([`~${stream}`, `~${probes}`]));
    for (const reader of ['gateway', 'auth-token']) {
      expect(rulesOf(reader).filter((rule) => /broadcasts|probes/.test(rule))).toEqual([
        `(%R~${stream} +xread +xrevrange)`,
        `(%W~${probes} +rpush +ltrim +pexpire)`,
      ]);
    }
    expect(rulesOf('order-processing').join(' ')).not.toMatch(/broadcasts|probes/);
  });

  it('starts from nothing and gives no command that is dangerous', () => {
    expect(rulesOf('gateway')[0]).toBe('reset');
    expect(rulesOf('gateway')).toEqual(expect.arrayContaining(['-@dangerous', '-@admin']));
  });
});
