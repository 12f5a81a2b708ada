import { BlockList, isIP } from 'node:net';

/** The place of an address that lies in a block its office is known by: all of them are one. */
const officePlace = 'office';

/**
 * Where an address is, as far as an address tells: its block of 16 bits (IPv4) or 32 bits (IPv6), or the office. That
 * is the network and not the country: two operators of one town are two places, one operator of a whole country is one.
 * Undefined for what is no address.
 */
export function placeOf(address: string, known: BlockList): string | undefined {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  if (family === 0) return undefined;
  if (known.check(plain, family === 6 ? 'ipv6' : 'ipv4')) return officePlace;
  if (family === 4) return `${plain.split('.').slice(0, 2).join('.')}.0.0/16`;
  return `${firstGroups(plain, 2).join(':')}::/32`;
}

/**
 * Whom an address belongs to, as far as strangers are counted: itself, or the block of 64 bits that one subscriber of
 * IPv6 has to choose from. What is no address is 'unknown'.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  if (family === 0) return 'unknown';
  return family === 4 ? plain : `${firstGroups(plain, 4).join(':')}::/64`;
}

/** The first groups of an IPv6 address, without leading zeros; '::' stands for zeros. */
function firstGroups(address: string, count: number): string[] {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  if (tail === undefined || groups.length >= count) return groups.slice(0, count).map(plainGroup);
  const after = tail === '' ? [] : tail.split(':');
  return [...groups, ...Array.from({ length: 8 - groups.length - after.length }, () => '0'), ...after]
    .slice(0, count)
    .map(plainGroup);
}

function plainGroup(group: string): string {
  return group.replace(/^0+(?=[\da-f])/i, '').toLowerCase();
}

/** A list of blocks such as 196.200.0.0/16 or 2001:db8::/32, to ask whether an address lies in one. */
export function blocksOf(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits = ''] = block.split('/');
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
