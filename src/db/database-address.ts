import { isIP } from 'node:net';
import pg from 'pg';
import { addressesIn } from './servers.ts';

/** Ways of TLS that refuse a server that cannot speak it; the driver's others let a listener in between. */
const safeModes: readonly string[] = ['require', 'verify-ca', 'verify-full'];

/**
 * Whether a database, or one of several servers, is on another machine and may be spoken to in the clear. A socket and
 * loopback addresses stay on this machine; every other host must ask for TLS in its address.
 */
export const isRemoteInClear = (url: string): boolean => addressesIn(url).some(isOneInClear);

function isOneInClear(url: string): boolean {
  const host = hostOf(url);
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  const mode = new URLSearchParams(url.split('?')[1] ?? '').get('sslmode');
  return host !== '' && !host.startsWith('/') && !isLoopback && !safeModes.includes(mode ?? '');
}

/** As the driver reads it; an address it cannot read is not known to be here. */
function hostOf(url: string): string {
  try {
    return new pg.Client({ connectionString: url }).host.replace(/^\[|\]$/g, '').toLowerCase();
  } catch {
    return '?';
  }
}
