import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  originOf,
  readFiguresEngine,
  readFileStore,
  readLogLevel,
  readPasswordMemory,
  readProcesses,
  readS3,
  readScanner,
  readSecurityContact,
  type Processes,
} from './config-files.ts';
import { readProduction, refuseUnready, refuseUnreadyEngine } from './config-production.ts';
import { refuseUnreadyKeeper, refuseUnreadyOwner } from './config-production.ts';
import type { ScannerAddress } from './files/intake/clamd.ts';
import type { S3Place } from './files/store/types.ts';
import type { PoolLimits } from './db/pool.ts';
import { readMetrics, readTraces, type MetricsPlace } from './config-watch.ts';
import type { TracesPlace } from './metrics/traces.ts';
import { trustsEveryone } from './net/trusted-networks.ts';
import { StartError, causeOf } from './start-error.ts';

type Tls =
  | { readonly kind: 'self-signed' }
  | { readonly kind: 'proxy' }
  /** Paths of PEM files. */
  | { readonly kind: 'files'; readonly cert: string; readonly key: string };

/** What the environment says. Secrets it leaves out are made by `completeConfig`, outside production only. */
export interface GivenConfig {
  /** 'evaluation' brings its own PostgreSQL, demo cast and demo data; 'server' uses DATABASE_URL. */
  readonly mode: 'evaluation' | 'server';
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl?: string;
  /** Past a pooler, for what outlasts a transaction; and servers that follow, for what may be a moment old. */
  readonly directUrl?: string;
  readonly replicaUrl?: string;
  /** Role that owns the tables and runs migrations; DATABASE_URL where it is not given. */
  readonly ownerUrl?: string;
  readonly dataDir: string;
  readonly tls: Tls;
  readonly sessionSecret?: string;
  /** 32 bytes. */
  readonly masterKey?: Buffer;
  /** Origin the people see, without a slash at the end. */
  readonly baseUrl: string;
  /** A directory: where files are kept, and beside an object store what must be on this machine. */
  readonly fileStore: string;
  /** The object store where files are kept instead. */
  readonly s3?: S3Place;
  /** Where clamd listens; without it uploads are not scanned for viruses. */
  readonly scanner?: ScannerAddress;
  /** Where Prometheus may ask how the portal does. */
  readonly metrics?: MetricsPlace;
  readonly traces?: TracesPlace;
  /** Evaluation mode only. */
  readonly demoPassword?: string;
  readonly logLevel: string;
  /** Socket of the engine of figures, or 'off'; where it is not given, the portal starts one. */
  readonly figuresEngine?: string;
  /** What `npm run serve` starts, and what it calls this process. */
  readonly processes?: Processes;
  readonly smtpUrl?: string;
  /** Sender of the portal's letters: one plain address. */
  readonly mailFrom: string;
  /** What one account may ask for, where it is not the usual. */
  readonly pagesPerMinute?: number;
  readonly securityContact?: string;
  readonly exportsPer10Minutes?: number;
  /** KiB that the hash of a password takes, and cases that one search for risk indicators does, if not the usual. */
  readonly passwordMemory?: number;
  readonly riskCases?: number;
  /** Directory of CENcomm's master keys, `<id>.key`: away from database and file store. */
  readonly cencommKeys?: string;
  /** Whether the portal may ask other sites whether a link to them still works. */
  readonly outside?: boolean;
  /** How long pages wait for the database, where it is not the usual. */
  readonly databaseLimits?: PoolLimits;
  /** Addresses or CIDR blocks whose X-Forwarded-* headers count. */
  readonly trustProxy: readonly string[];
}

export interface Config extends GivenConfig {
  readonly sessionSecret: string;
  readonly masterKey: Buffer;
}

/** A variable of the environment is missing or wrong; the sentence names it. */
export class ConfigError extends StartError {}

const refuse = (sentence: string): never => {
  throw new ConfigError(sentence);
};

type Environment = Readonly<Record<string, string | undefined>>;

const root = fileURLToPath(new URL('..', import.meta.url));

/** Who reads: the portal and commands that work as it does, or one that needs nothing but the database. */
type Use = 'portal' | 'owner' | 'keeper' | 'figures';
const owners = { owner: refuseUnreadyOwner, keeper: refuseUnreadyKeeper };
const refusing = { ...owners, portal: refuseUnready, figures: refuseUnreadyEngine };

/** Reads the environment, the only place that does. Throws ConfigError with one sentence naming the variable. */
export function readConfig(environment: Environment = process.env, use: Use = 'portal'): GivenConfig {
  // An empty value is what a compose file passes on for an unset variable.
  const env = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const production = readProduction(env, refuse);
  const database = readDatabase(env, use);
  const host = env.HOST ?? '127.0.0.1';
  const port = readPort(env.PORT ?? '8443');
  const tls = readTls(env);
  const baseUrl = readBaseUrl(env) ?? defaultBaseUrl(tls, host, port);
  const dataDir = env.DATA_DIR === undefined ? resolve(root, '.data') : resolve(env.DATA_DIR);
  const mode = database.databaseUrl === undefined ? 'evaluation' : 'server';
  const config: GivenConfig = withoutUndefined({
    mode,
    production,
    host,
    port,
    ...database,
    dataDir,
    tls,
    sessionSecret: readSecret(env, 'SESSION_SECRET', 32),
    masterKey: readMasterKey(env.MASTER_KEY_FILE),
    baseUrl,
    fileStore: readFileStore(env, refuse) ?? resolve(dataDir, 'files'),
    s3: readS3(env, refuse),
    scanner: readScanner(env.CLAMD_SOCKET, refuse),
    metrics: readMetrics(env, { production, port }, refuse),
    traces: readTraces(env, production, refuse),
    demoPassword: readSecret(env, 'DEMO_PASSWORD', 8),
    figuresEngine: readFiguresEngine(env.FIGURES_ENGINE, refuse),
    logLevel: readLogLevel(env.LOG_LEVEL, refuse) ?? (mode === 'evaluation' ? 'warn' : 'info'),
    processes: readProcesses(env, refuse),
    smtpUrl: readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: readMailFrom(env.MAIL_FROM, new URL(baseUrl).hostname),
    pagesPerMinute: readCount(env, 'PAGES_PER_MINUTE'),
    securityContact: readSecurityContact(env.SECURITY_CONTACT, refuse),
    exportsPer10Minutes: readCount(env, 'EXPORTS_PER_10_MINUTES'),
    passwordMemory: readPasswordMemory(env.PASSWORD_MEMORY, refuse),
    cencommKeys: resolve(env.CENCOMM_KEYS ?? resolve(dataDir, 'cencomm-keys')),
    outside: readSwitch(env, 'OUTSIDE') ?? production,
    trustProxy: readTrustProxy(env.TRUST_PROXY) ?? (tls.kind === 'proxy' ? ['127.0.0.1', '::1'] : []),
  });
  refuseContradictions(env, config);
  if (production) refusing[use](env, config, refuse);
  return Object.freeze(config);
}

/** The database as the portal's role and as its owner: where one is not given, the other stands for it. */
function readDatabase(env: Environment, use: Use) {
  const ownerUrl = readUrl(env, 'DATABASE_OWNER_URL');
  const given = readUrl(env, 'DATABASE_URL');
  const databaseUrl = use in owners ? (given ?? ownerUrl) : given;
  const [directUrl, replicaUrl] = [readUrl(env, 'DATABASE_DIRECT_URL'), readUrl(env, 'DATABASE_REPLICA_URL')];
  return { databaseUrl, ownerUrl: ownerUrl ?? databaseUrl, directUrl, replicaUrl };
}

function withoutUndefined(values: Readonly<Record<string, unknown>>): GivenConfig {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as unknown as GivenConfig;
}

function refuseContradictions(env: Environment, config: GivenConfig): void {
  for (const name of ['DATABASE_OWNER_URL', 'DATABASE_REPLICA_URL', 'DATABASE_DIRECT_URL'])
    if (env[name] !== undefined && config.databaseUrl === undefined)
      throw new ConfigError(`${name} needs DATABASE_URL beside it.`);
  const loopback = ['127.0.0.1', '::1', 'localhost'].includes(config.host);
  if (config.tls.kind === 'proxy' && !loopback && env.TRUST_PROXY === undefined) {
    throw new ConfigError(
      'TRUST_PROXY must name the address of the proxy when TLS=proxy and HOST is not a loopback address.',
    );
  }
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new ConfigError(`PORT must be a number from 1 to 65535, not "${text}".`);
  return port;
}

function readTls(env: Environment): Tls {
  const { TLS: kind, TLS_CERT: cert, TLS_KEY: key } = env;
  if (kind !== undefined && kind !== 'proxy' && kind !== 'self-signed') {
    throw new ConfigError(
      `TLS must be "proxy" or "self-signed", not "${kind}" (a certificate is given by TLS_CERT and TLS_KEY).`,
    );
  }
  if (cert === undefined && key === undefined) return { kind: kind ?? 'self-signed' };
  if (cert === undefined || key === undefined)
    throw new ConfigError(
      `${cert === undefined ? 'TLS_CERT' : 'TLS_KEY'} is missing: TLS_CERT and TLS_KEY go together.`,
    );
  if (kind !== undefined) throw new ConfigError(`TLS=${kind} contradicts TLS_CERT and TLS_KEY: give one or the other.`);
  return { kind: 'files', cert: resolve(cert), key: resolve(key) };
}

function readUrl(env: Environment, name: string, protocols = ['postgres:', 'postgresql:']): string | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  // The value may hold a password: never repeat it.
  if (!protocols.some(protocol => text.startsWith(`${protocol}//`))) {
    throw new ConfigError(
      `${name} must be an address that begins with ${protocols.map(protocol => `${protocol}//`).join(' or ')}.`,
    );
  }
  return text;
}

function readBaseUrl(env: Environment): string | undefined {
  const text = env.BASE_URL;
  if (text === undefined) return undefined;
  const origin = originOf(text);
  if (origin === undefined)
    throw new ConfigError(`BASE_URL must be an origin such as https://cen.example.org, not "${text}".`);
  return origin;
}

function defaultBaseUrl(tls: Tls, host: string, port: number): string {
  const name = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return `${tls.kind === 'proxy' ? 'http' : 'https'}://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}

function readSecret(env: Environment, name: string, least: number): string | undefined {
  const text = env[name];
  if (text !== undefined && text.length < least)
    throw new ConfigError(`${name} must have ${least} characters or more.`);
  return text;
}

function readMasterKey(path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined;
  let key: Buffer;
  let mode: number;
  try {
    key = readFileSync(path);
    mode = statSync(path).mode;
  } catch (error) {
    throw new ConfigError(`MASTER_KEY_FILE ${path} cannot be read: ${causeOf(error)}.`);
  }
  if (key.length !== 32)
    throw new ConfigError(`MASTER_KEY_FILE ${path} must hold exactly 32 bytes; it holds ${key.length}.`);
  if ((mode & 0o077) !== 0)
    throw new ConfigError(`MASTER_KEY_FILE ${path} must be readable by its owner only (chmod 0400 ${path}).`);
  return key;
}

/** Letters come from the portal's own host unless another sender is named. */
function readMailFrom(text: string | undefined, host: string): string {
  if (text === undefined) return `no-reply@${host.includes(':') ? 'localhost' : host}`;
  if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text))
    throw new ConfigError(`MAIL_FROM must be one plain address such as no-reply@cen.example.org, not "${text}".`);
  return text;
}

function readCount(env: Environment, name: string): number | undefined {
  const text = env[name];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new ConfigError(`${name} must be a whole number from 1 to 999999999, not "${text}".`);
  return Number(text);
}

function readSwitch(env: Environment, name: string): boolean | undefined {
  const text = env[name];
  if (text !== undefined && text !== 'on' && text !== 'off')
    throw new ConfigError(`${name} must be "on" or "off", not "${text}".`);
  return text === undefined ? undefined : text === 'on';
}

function readTrustProxy(text: string | undefined): readonly string[] | undefined {
  const addresses = text
    ?.split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  for (const address of addresses ?? []) {
    const [ip = '', bits, ...rest] = address.split('/');
    const widest = isIP(ip) === 6 ? 128 : 32;
    const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= widest);
    if (isIP(ip) === 0 || rest.length > 0 || !fits) {
      throw new ConfigError(
        `TRUST_PROXY must list addresses or address blocks (10.0.0.5, 10.1.0.0/16), not "${address}".`,
      );
    }
  }
  if (addresses && trustsEveryone(addresses))
    throw new ConfigError('TRUST_PROXY trusts about everyone: list the addresses of the proxies alone.');
  return addresses;
}
