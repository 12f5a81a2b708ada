import { isAbsolute, resolve } from 'node:path';
import type { ScannerAddress } from './files/intake/clamd.ts';
import type { S3Place } from './files/store/types.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Throws with the sentence. */
type Refuse = (sentence: string) => never;

/** The directory FILE_STORE names, if it names one. */
export function readFileStore({ FILE_STORE: text }: Environment, refuse: Refuse): string | undefined {
  if (text === undefined || text.startsWith('s3://')) return undefined;
  // The value may hold a key: never repeat it.
  if (/^[a-z][a-z0-9+.-]*:/i.test(text))
    refuse('FILE_STORE must be a directory on this machine or an object store such as s3://bucket/prefix.');
  return resolve(text);
}

/** The object store FILE_STORE names, if it names one. The names S3's own programs use stand in for ours. */
export function readS3(env: Environment, refuse: Refuse): S3Place | undefined {
  if (!env.FILE_STORE?.startsWith('s3://')) return undefined;
  const [, bucket = '', path = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w./-]*))?$/.exec(env.FILE_STORE) ?? [];
  // The value may hold a key: never repeat it.
  if (bucket === '' || path.includes('..'))
    refuse('FILE_STORE must be such as s3://bucket/prefix: keys are given by S3_ACCESS_KEY and S3_SECRET_KEY.');
  const keys = readS3Keys(env, refuse);
  const address = env.S3_ENDPOINT ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const endpoint = address === undefined ? undefined : originOf(address);
  if (address !== undefined && endpoint === undefined)
    refuse('S3_ENDPOINT must be an origin such as https://s3.example.org.');
  const region = env.S3_REGION ?? env.AWS_REGION ?? (endpoint ? 'us-east-1' : undefined);
  if (region === undefined)
    refuse("S3_REGION (or S3_ENDPOINT, for a server that is not Amazon's) is required when FILE_STORE=s3://….");
  const prefix = path
    .split('/')
    .filter(part => part !== '')
    .map(part => `${part}/`)
    .join('');
  return { bucket, prefix, ...(endpoint ? { endpoint } : {}), region, ...keys };
}

function readS3Keys(env: Environment, refuse: Refuse): Pick<S3Place, 'accessKey' | 'secretKey'> {
  const accessKey = env.S3_ACCESS_KEY ?? env.AWS_ACCESS_KEY_ID;
  const secretKey = env.S3_SECRET_KEY ?? env.AWS_SECRET_ACCESS_KEY;
  if (accessKey === undefined || secretKey === undefined)
    refuse(
      `${accessKey === undefined ? 'S3_ACCESS_KEY' : 'S3_SECRET_KEY'} is missing: FILE_STORE=s3://… needs ` +
        'S3_ACCESS_KEY and S3_SECRET_KEY.',
    );
  return { accessKey, secretKey };
}

/** An address that is an origin and nothing more, without a slash at the end; undefined for any other. */
export function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '')
    return undefined;
  return url.origin;
}

/** Where weaknesses of the portal are reported: a mailbox or a page. */
export function readSecurityContact(text: string | undefined, refuse: (sentence: string) => never): string | undefined {
  if (text === undefined || /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(text)) return text;
  return refuse('SECURITY_CONTACT must be mailto: with an address, or an address that begins with https://.');
}

/** KiB: OWASP's least for two rounds. */
export const leastPasswordMemory = 19_456;
/** More would leave a machine none for its pages. */
const mostPasswordMemory = 1_048_576;

export function readPasswordMemory(text: string | undefined, refuse: Refuse): number | undefined {
  if (text === undefined) return undefined;
  const kib = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (kib < leastPasswordMemory || kib > mostPasswordMemory)
    refuse(`PASSWORD_MEMORY must be KiB from ${leastPasswordMemory} to ${mostPasswordMemory}, not "${text}".`);
  return kib;
}

/** Bytes of a path that every system takes for a socket. */
const longestSocket = 100;

/** The socket FIGURES_ENGINE names, or 'off'. */
export function readFiguresEngine(text: string | undefined, refuse: Refuse): string | undefined {
  if (text === undefined || text === 'off') return text;
  if (!isAbsolute(text) || Buffer.byteLength(text) > longestSocket)
    refuse(`FIGURES_ENGINE must be "off" or the absolute path of a socket, at most ${longestSocket} bytes long.`);
  return text;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export function readLogLevel(text: string | undefined, refuse: Refuse): string | undefined {
  if (text !== undefined && !logLevels.includes(text))
    refuse(`LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${text}".`);
  return text;
}

/** How many processes `npm run serve` starts, where it is not the usual, and the name of this one. */
export interface Processes {
  readonly web?: number;
  readonly jobs?: number;
  readonly name?: string;
}

export function readProcesses(env: Environment, refuse: Refuse): Processes | undefined {
  const count = (name: string, least: number): number | undefined => {
    const text = env[name];
    if (text === undefined) return undefined;
    if (!/^\d{1,2}$/.test(text) || Number(text) < least)
      refuse(`${name} must be a whole number from ${least} to 99, not "${text}".`);
    return Number(text);
  };
  const [web, jobs, name] = [count('WEB_PROCESSES', 0), count('JOB_PROCESSES', 0), env.PROCESS_NAME];
  if (web === 0 && jobs === 0) refuse('WEB_PROCESSES and JOB_PROCESSES cannot both be 0.');
  if (web === undefined && jobs === undefined && name === undefined) return undefined;
  return {
    ...(web === undefined ? {} : { web }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Where CLAMD_SOCKET says that clamd listens. */
export function readScanner(text: string | undefined, refuse: Refuse): ScannerAddress | undefined {
  if (text === undefined) return undefined;
  const path = /^unix:(?:\/\/)?(\/[^\0]+)$/.exec(text)?.[1];
  if (path !== undefined) return { path };
  const url = /^tcp:\/\/[^/?#@\s]+:\d{1,5}\/?$/.test(text) ? URL.parse(text) : null;
  const port = Number(url?.port);
  if (!url || url.hostname === '' || !(port > 0))
    return refuse(`CLAMD_SOCKET must be such as unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310, not "${text}".`);
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port };
}
