import { lookup as ask } from 'node:dns/promises';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublic } from './addresses.ts';

/** What became of asking for an address. */
export interface Answer {
  /** `moved`: answered elsewhere, and every step there was a permanent one. */
  readonly state: 'works' | 'moved' | 'fails';
  readonly status?: number;
  /** Where it was answered, if not where it was asked. */
  readonly location?: string;
  readonly why?: 'malformed' | 'forbidden' | 'name' | 'time' | 'certificate' | 'connection' | 'status' | 'redirects';
}

export interface OutsideOptions {
  /** Finds the addresses of a name; the system's own resolver when left out. */
  readonly lookup?: (name: string) => Promise<readonly string[]>;
  /** "address:port" that may be asked although nothing of the kind may. */
  readonly allowed?: readonly string[];
  /** Certificate of a private authority that is believed beside the usual ones (PEM). */
  readonly ca?: string;
  /** Milliseconds for one address, with everywhere it leads. */
  readonly limit?: number;
}

const mostSteps = 5;
const permanent = new Set([301, 308]);
const redirects = new Set([301, 302, 303, 307, 308]);
/** The server is there and answers people; it only does not serve a program, or not without a sign-in. */
const closedToPrograms = new Set([401, 403, 405, 406, 407, 418, 429, 451]);
const headers = { 'User-Agent': 'link-check/1.0', Accept: '*/*' };

class Failed extends Error {
  readonly why: NonNullable<Answer['why']>;
  constructor(why: NonNullable<Answer['why']>) {
    super(why);
    this.why = why;
  }
}

/**
 * Asks another site whether a page is there: the only place from which the portal asks anybody anything. It resolves
 * the name itself, connects to the very addresses it judged, follows redirects by hand and judges each anew, reads no
 * body, and sends no cookie, no password and no word about the portal. Never throws.
 */
export async function checkUrl(address: string, options: OutsideOptions = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(options.limit ?? 10_000);
  try {
    return await follow(address, options, signal);
  } catch (error) {
    return { state: 'fails', why: signal.aborted ? 'time' : error instanceof Failed ? error.why : reasonOf(error) };
  }
}

async function follow(address: string, options: OutsideOptions, signal: AbortSignal): Promise<Answer> {
  let url = urlOf(address);
  let isPermanent = true;
  for (let step = 0; step <= mostSteps; step += 1) {
    const { status, location } = await askOnce(url, options, signal);
    if (redirects.has(status) && location !== undefined) {
      isPermanent &&= permanent.has(status);
      url = urlOf(location, url);
      continue;
    }
    const found = url.href === urlOf(address).href ? {} : { location: url.href };
    if (status >= 400 && !closedToPrograms.has(status)) return { state: 'fails', status, why: 'status', ...found };
    return { state: step > 0 && isPermanent ? 'moved' : 'works', status, ...found };
  }
  throw new Failed('redirects');
}

/**
 * The address to ask: http or https, without a password. What is written in numbers comes out as the address it means.
 */
function urlOf(written: string, base?: URL): URL {
  if (!URL.canParse(written, base?.href)) throw new Failed('malformed');
  const url = new URL(written, base?.href);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw new Failed('malformed');
  url.hash = '';
  return url;
}

interface Head {
  readonly status: number;
  readonly location: string | undefined;
}

/** HEAD, and GET where a server does not know or does not like HEAD. */
async function askOnce(url: URL, options: OutsideOptions, signal: AbortSignal): Promise<Head> {
  const addresses = await judged(url, options, signal);
  const head = await send('HEAD', url, addresses, options, signal).catch((error: unknown) => {
    if (signal.aborted || reasonOf(error) === 'certificate') throw error;
    return undefined;
  });
  return head === undefined || head.status >= 400 ? send('GET', url, addresses, options, signal) : head;
}

/** The addresses behind a name, every one of which is a public server's and asked at its usual port. */
async function judged(
  url: URL,
  { lookup = systemLookup, allowed = [] }: OutsideOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = portOf(url);
  const addresses = isIP(host) !== 0 ? [host] : await orAborted(lookup(host), signal);
  if (addresses.length === 0) throw new Failed('name');
  const isUsual = port === 80 || port === 443;
  // One address of a name that is not public makes the name one that is not asked for.
  if (!addresses.every(address => allowed.includes(`${address}:${port}`) || (isUsual && isPublic(address))))
    throw new Failed('forbidden');
  return addresses;
}

async function systemLookup(name: string): Promise<readonly string[]> {
  try {
    return (await ask(name, { all: true })).map(({ address }) => address);
  } catch {
    throw new Failed('name');
  }
}

/** A resolver cannot be stopped; it is waited for no longer. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Failed('time')), { once: true });
    work.then(resolve, reject);
  });
}

function send(
  method: 'HEAD' | 'GET',
  url: URL,
  addresses: readonly string[],
  { ca }: OutsideOptions,
  signal: AbortSignal,
): Promise<Head> {
  const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, signal, agent: false, lookup: to(addresses), ...(ca === undefined ? {} : { ca }) },
      (answer: IncomingMessage) => {
        // The body is nobody's business: the connection ends here.
        answer.on('error', () => undefined);
        sent.destroy();
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location });
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

/** Answers every question for a name with the addresses that were judged: it cannot mean another in between. */
function to(addresses: readonly string[]): LookupFunction {
  const known = addresses.map(address => ({ address, family: isIP(address) }));
  return (_name, { all }, done) => {
    if (all) done(null, known);
    else done(null, known[0]?.address ?? '', known[0]?.family ?? 4);
  };
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

/** Why a connection failed, by the code Node gives it. */
function reasonOf(error: unknown): NonNullable<Answer['why']> {
  if (error instanceof Failed) return error.why;
  const { code } = error as { code?: unknown };
  return /CERT|SIGNATURE|ISSUER|TLS|SSL|ALTNAME/.test(String(code)) ? 'certificate' : 'connection';
}
