import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IPv4 that is nobody's public server: IANA's special-purpose registry, multicast and what is reserved. */
const special4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/**
 * The only IPv6 given to public servers, and what is special within it: Teredo and other protocols, documentation, 6to4
 * (an IPv4 inside).
 */
const global6 = ['2000::', 3] as const;
const special6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const closed4 = new BlockList();
for (const [network, bits] of special4) closed4.addSubnet(network, bits, 'ipv4');
const open6 = new BlockList();
open6.addSubnet(...global6, 'ipv6');
const closed6 = new BlockList();
for (const [network, bits] of special6) closed6.addSubnet(network, bits, 'ipv6');

/**
 * Whether an address is a public server's. False for everything else, and for what is no address: also IPv4 within
 * IPv6, and addresses with a zone.
 */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !closed4.check(address, 'ipv4');
  return isIPv6(address) && !address.includes('%') && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6');
}
