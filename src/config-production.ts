import { isRemoteInClear } from './db/database-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Throws with the sentence. */
type Refuse = (sentence: string) => never;

/** What of the environment was read. */
interface Read {
  readonly databaseUrl?: string;
  readonly replicaUrl?: string;
  readonly directUrl?: string;
  readonly tls: { readonly kind: string };
  readonly sessionSecret?: string;
  readonly masterKey?: Buffer;
  readonly s3?: object;
  readonly smtpUrl?: string;
  readonly demoPassword?: string;
}

/** Which NODE_ENV the portal knows; what it does not know is a slip of the pen, and not development. */
const known: readonly string[] = ['production', 'development', 'test'];

/** Reads whether this is production. With a database of one's own it must be said, one way or the other. */
export function readProduction({ NODE_ENV: text, DATABASE_URL: database }: Environment, refuse: Refuse): boolean {
  if (text !== undefined && !known.includes(text))
    refuse(`NODE_ENV must be one of ${known.join(', ')}, not "${text}".`);
  if (text === undefined && database !== undefined)
    refuse('NODE_ENV must say "production" when DATABASE_URL is given, or "development" to do without its safeguards.');
  return text === 'production';
}

/** Production never runs on something made up at the start, nor on what a stranger could guess or overhear. */
export function refuseUnready(env: Environment, config: Read, refuse: Refuse): void {
  for (const [isMissing, sentence] of missing(env, config))
    if (isMissing) refuse(`${sentence} when NODE_ENV=production.`);
  refuseUnsafe(env, config, refuse);
}

function missing(env: Environment, config: Read): readonly (readonly [boolean, string])[] {
  return [
    [config.databaseUrl === undefined, 'DATABASE_URL is required'],
    [
      config.tls.kind === 'self-signed',
      'TLS_CERT and TLS_KEY, or TLS=proxy behind a proxy that has the certificate, are required',
    ],
    [config.sessionSecret === undefined, 'SESSION_SECRET (32 characters or more) is required'],
    [config.masterKey === undefined, 'MASTER_KEY_FILE (a file of 32 random bytes) is required'],
    [
      config.s3 !== undefined && env.DATA_DIR === undefined,
      'DATA_DIR (a directory that stays, for the head of the audit trail and for files at work) is required ' +
        'beside FILE_STORE=s3://…',
    ],
    [env.BASE_URL === undefined, 'BASE_URL (the address people use, which links in letters begin with) is required'],
    [config.smtpUrl === undefined, "SMTP_URL (the mail server that takes the portal's letters) is required"],
    [config.demoPassword !== undefined, 'DEMO_PASSWORD is for evaluation mode and must not be set'],
    [
      env.DATABASE_OWNER_URL !== undefined,
      'DATABASE_OWNER_URL is for npm run migrate alone and must not be known to the portal',
    ],
  ];
}

function refuseUnsafe(env: Environment, config: Read, refuse: Refuse): void {
  const { sessionSecret = '', masterKey, databaseUrl = '', replicaUrl, directUrl } = config;
  if (isGuessable(sessionSecret)) refuse('SESSION_SECRET can be guessed: make one by "openssl rand -hex 32".');
  if (masterKey && new Set(masterKey).size < 16)
    refuse(`MASTER_KEY_FILE ${env.MASTER_KEY_FILE} does not hold random bytes: make it by "openssl rand 32".`);
  if (!env.BASE_URL?.startsWith('https:'))
    refuse('BASE_URL must begin with https:// when NODE_ENV=production: what people send must not be overheard.');
  refuseInClear('DATABASE_URL', databaseUrl, refuse);
  if (replicaUrl !== undefined) refuseInClear('DATABASE_REPLICA_URL', replicaUrl, refuse);
  if (directUrl !== undefined) refuseInClear('DATABASE_DIRECT_URL', directUrl, refuse);
}

/** What a command of the owner asks for in production: nothing but the owner's way to the database. */
export function refuseUnreadyOwner({ DATABASE_OWNER_URL: url }: Environment, _config: unknown, refuse: Refuse): void {
  if (url === undefined) refuse('DATABASE_OWNER_URL is required for this command when NODE_ENV=production.');
  else refuseInClear('DATABASE_OWNER_URL', url, refuse);
}

/** What the owner asks for who seals as well: the master key besides. */
export function refuseUnreadyKeeper(env: Environment, config: Read, refuse: Refuse): void {
  refuseUnreadyOwner(env, config, refuse);
  if (config.masterKey === undefined) refuse('MASTER_KEY_FILE is required for this command when NODE_ENV=production.');
}

/** What the engine of figures asks for in production: the database as the portal's role, and nothing of the owner. */
export function refuseUnreadyEngine(env: Environment, _config: unknown, refuse: Refuse): void {
  if (env.DATABASE_URL === undefined) refuse('DATABASE_URL is required for this command when NODE_ENV=production.');
  else refuseInClear('DATABASE_URL', env.DATABASE_URL, refuse);
  if (env.DATABASE_OWNER_URL !== undefined)
    refuse('DATABASE_OWNER_URL is for npm run migrate alone and must not be known to this command.');
}

/** Refuses a database of another machine that is not spoken to by TLS. */
function refuseInClear(name: string, url: string, refuse: Refuse): void {
  if (isRemoteInClear(url))
    refuse(
      `${name} names a database on another machine and must ask for TLS: add ?sslmode=verify-full to it, or reach ` +
        'it by a socket or a loopback address.',
    );
}

/** Few different characters, a piece said again and again, or a run along the alphabet: nobody drew that by lot. */
function isGuessable(secret: string): boolean {
  if (new Set(secret).size < 8) return true;
  const repeated = secret.match(/^(.{1,24}?)\1+/s)?.[0].length ?? 0;
  const steps = [...secret].filter((letter, at) => Math.abs(letter.charCodeAt(0) - secret.charCodeAt(at - 1)) === 1);
  return repeated > secret.length * 0.6 || steps.length > secret.length * 0.6;
}
