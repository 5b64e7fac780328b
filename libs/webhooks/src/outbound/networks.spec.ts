import { describe, expect, it } from '@jest/globals';
import { Networks } from './networks.js';

const networks = new Networks();

describe('a network', () => {
  it.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4001::5'])(
    '%s is public',
    (address) => {
      expect(networks.judge(address)).toBe('public');
    },
  );

  it.each([
    ...['127.0.0.1', '127.8.8.8', '0.0.0.0', '10.0.0.1', '100.64.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '169.254.1.1', '100.100.100.200', '198.18.0.1', '192.0.2.1', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::ffff:0a00:0001', '0:0:0:0:0:ffff:192.168.0.1'],
    ...['64:ff9b::7f00:1', '64:ff9b::a9fe:a9fe', '64:ff9b::1.1.1.1', '64:ff9b:1::1', '::7f00:1', '100::1', '5f00::1'],
    ...['', 'localhost', '1.1.1', 'fe80::1%eth0'],
  ])('%s is not', (address) => {
    expect(networks.judge(address)).toBe('refused');
  });

  it('that is allowed is judged so, however its addresses are spelt; its neighbours are not', () => {
    const own = new Networks(['10.1.0.0/16', 'fd12::/48']);
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '::ffff:a01:203', 'fd12::7'])
      expect(own.judge(address)).toBe('allowed');
    for (const address of ['10.2.0.1', '::ffff:10.2.0.1', 'fd12:0:1::1', '127.0.0.1'])
      expect(own.judge(address)).toBe('refused');
  });

  it('of metadata or of nobody is refused although everything is allowed', () => {
    const all = new Networks(['0.0.0.0/0', '::/0']);
    for (const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      '64:ff9b::a9fe:a9fe',
      'fd00:ec2::254',
      '0.0.0.0',
      '::',
    ])
      expect(all.judge(address)).toBe('refused');
    expect(all.judge('192.168.0.1')).toBe('allowed');
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'example.org/8', '::/129', '10.0.0.0/8/8', '10.0.0.0/-1', '/8'])(
    'is not written %s, and the fault says so',
    (given) => {
      expect(() => new Networks([given])).toThrow(`${given} is not a network like 10.0.0.0/8`);
    },
  );
});
