import { BlockList, isIP } from 'node:net';

/** IANA special-purpose registries (RFC 6890 and its updates), and addresses where nobody is meant: not global, so refused. */
const SPECIAL_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
];
/** Of the rest of IPv6 only 2000::/3 is global unicast; NAT64 (64:ff9b::/96) and mapped addresses are outside it. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];
/** Cloud metadata, and what says "this very network": never, not even inside a network that is allowed. */
const NEVER_V4 = [
  ...['0.0.0.0/8', '169.254.0.0/16', '100.100.100.200/32', '192.0.0.192/32', '224.0.0.0/4', '255.255.255.255/32'],
];
const NEVER_V6 = [
  ...['::/128', 'fe80::/10', 'ff00::/8', 'fd00:ec2::254/128', 'fd20:ce::254/128', '64:ff9b::a9fe:0/112'],
];

const specialV4 = blockList(SPECIAL_V4);
const specialV6 = blockList(SPECIAL_V6);
const globalV6 = blockList(['2000::/3']);
const never = blockList([...NEVER_V4, ...NEVER_V6]);

/** Where webhooks may be sent: to every public address, and to the networks that the operator allows. */
export class Networks {
  readonly #allowed: BlockList;

  /** @throws {RangeError} that names what is not a network in CIDR notation */
  constructor(allowed: readonly string[] = []) {
    this.#allowed = blockList(allowed);
  }

  /** An address as a resolver or a URL gives it. What is not an address may not be reached. */
  judge(given: string): 'public' | 'allowed' | 'refused' {
    const address = unmapped(given);
    const family = isIP(address);
    if (family === 0) return 'refused';
    const type = family === 4 ? 'ipv4' : 'ipv6';
    if (never.check(address, type)) return 'refused';
    if (this.#allowed.check(address, type)) return 'allowed';
    const isSpecial =
      family === 4 ? specialV4.check(address, type) : !globalV6.check(address, type) || specialV6.check(address, type);
    return isSpecial ? 'refused' : 'public';
  }
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = '', ...rest] = network.split('/');
    const family = isIP(address);
    const isPrefix = /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
    if (family === 0 || !isPrefix || rest.length > 0)
      throw new RangeError(`${network} is not a network like 10.0.0.0/8`);
    list.addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}

/** `::ffff:a.b.c.d` is the IPv4 address a.b.c.d, in whichever of its spellings, and reaches it. */
function unmapped(address: string): string {
  if (isIP(address) !== 6 || !mapped.check(address, 'ipv6')) return address;
  const dotted = /:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (dotted !== undefined) return dotted;
  const [high = 0, low = 0] = new URL(`http://[${address}]`).hostname
    .slice(1, -1)
    .split(':')
    .slice(-2)
    .map((part) => Number.parseInt(part === '' ? '0' : part, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
