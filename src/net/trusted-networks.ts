import { BlockList, isIP } from 'node:net';

/** Addresses a list of proxies may cover: a quarter more than all private networks have (10.0.0.0/8, fc00::/7). */
const most4 = 2 ** 26;
const most6 = 2n ** 122n;
const allOf4 = 2 ** 32;
/** Where IPv6 writes IPv4: a proxy's block that covers some of it trusts those. */
const mapped = '::ffff:0:0';

/**
 * Whether a list of addresses and blocks, each right by itself, trusts about everyone when it is taken together. A
 * block counts once however often it is given.
 */
export function trustsEveryone(blocks: readonly string[]): boolean {
  let sum4 = 0;
  let sum6 = 0n;
  for (const block of new Set(blocks)) {
    const [address = '', given] = block.split('/');
    if (isIP(address) === 4) sum4 += 2 ** (32 - Number(given ?? 32));
    else {
      const bits = Number(given ?? 128);
      sum6 += 2n ** BigInt(128 - bits);
      if (holdsMapped(address, bits)) sum4 += bits <= 96 ? allOf4 : 2 ** (128 - bits);
    }
  }
  return sum4 > most4 || sum6 > most6;
}

/** Whether a block of IPv6 lies around or within IPv4 as IPv6 writes it. */
function holdsMapped(address: string, bits: number): boolean {
  const list = new BlockList();
  list.addSubnet(address, Math.min(bits, 96), 'ipv6');
  return list.check(mapped, 'ipv6');
}
