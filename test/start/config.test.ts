import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { completeConfig } from '../../src/secrets.ts';
import { cleanUp, freshDir } from './portal-process.ts';

let dir: string;
let keyFile: string;

beforeAll(async () => {
  dir = await freshDir();
  keyFile = keyOf(32, 0o400, randomBytes(32));
});
afterAll(cleanUp);

let keys = 0;

/** A key file of its own: one random key in 256 begins as that of another test does. */
function keyOf(bytes: number, mode: number, content = Buffer.alloc(bytes, 7)): string {
  const path = join(dir, `key-${(keys += 1)}`);
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

function production(changes: Record<string, string> = {}): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://cen_app:pw@db/cen?sslmode=verify-full',
    TLS: 'proxy',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MASTER_KEY_FILE: keyFile,
    BASE_URL: 'https://cen.example.org',
    SMTP_URL: 'smtps://mail.example.org',
    ...changes,
  };
}

describe('metrics', () => {
  const tokenOf = (content: string, mode = 0o400): string => keyOf(0, mode, Buffer.from(content));
  const token = '0123456789abcdef'.repeat(2);

  it('are told on no address unless one is given', () => {
    expect(readConfig(production()).metrics).toBeUndefined();
    expect(readConfig({ METRICS: '127.0.0.1:9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(readConfig({ METRICS: '[::1]:9464' }).metrics).toEqual({ host: '::1', port: 9464 });
    const guarded = { METRICS: '10.0.0.5:9464', METRICS_TOKEN_FILE: tokenOf(`${token}\n`) };
    expect(readConfig(production(guarded)).metrics).toEqual({ host: '10.0.0.5', port: 9464, token });
  });

  it.each([
    ['METRICS_TOKEN_FILE is required beside METRICS', () => production({ METRICS: '127.0.0.1:9464' })],
    ['METRICS_TOKEN_FILE is required where METRICS is no loopback', () => ({ METRICS: '0.0.0.0:9464' })],
    ['METRICS_TOKEN_FILE needs METRICS', () => ({ METRICS_TOKEN_FILE: tokenOf(token) })],
    ['METRICS must be an address and a port', () => ({ METRICS: '9464' })],
    ['METRICS must be an address and a port', () => ({ METRICS: '127.0.0.1:99999' })],
    ['METRICS must have another port', () => ({ METRICS: '127.0.0.1:9464', PORT: '9464' })],
    ['METRICS_TOKEN_FILE .* cannot be read', () => ({ METRICS: '[::1]:1', METRICS_TOKEN_FILE: '/nowhere/token' })],
    ['METRICS_TOKEN_FILE .* must hold 32', () => ({ METRICS: '[::1]:1', METRICS_TOKEN_FILE: tokenOf('short') })],
    ['METRICS_TOKEN_FILE .* its owner only', () => ({ METRICS: '[::1]:1', METRICS_TOKEN_FILE: tokenOf(token, 0o644) })],
  ])('refuse: %s', (sentence, environment) => {
    expect(() => readConfig(environment())).toThrow(new RegExp(`^${sentence}`));
  });
});

describe('traces', () => {
  it('go nowhere unless the standard variable says where', () => {
    expect(readConfig(production()).traces).toBeUndefined();
    const given = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example/base/', OTEL_TRACES_SAMPLER_ARG: '0.05' };
    expect(readConfig(production(given)).traces).toEqual({ url: 'https://otel.example/base/v1/traces', portion: 0.05 });
    const local = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://[::1]:4318' };
    expect(readConfig(production(local)).traces).toEqual({ url: 'http://[::1]:4318/v1/traces', portion: 1 });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT must be an address', { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT must begin with https', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://10.0.0.5:4318' }],
    [
      'OTEL_TRACES_SAMPLER_ARG must be a number',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example', OTEL_TRACES_SAMPLER_ARG: '2' },
    ],
  ])('refuse: %s', (sentence, environment) => {
    expect(() => readConfig(production(environment))).toThrow(new RegExp(`^${sentence}`));
  });
});

describe('the environment', () => {
  it('may be empty: evaluation mode on this machine only', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'evaluation',
      production: false,
      host: '127.0.0.1',
      port: 8443,
      tls: { kind: 'self-signed' },
      baseUrl: 'https://localhost:8443',
      logLevel: 'warn',
      trustProxy: [],
    });
  });

  it('treats an empty value as none', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '', TLS: '' })).toEqual(readConfig({}));
  });

  it('with a database is server mode, whose owner is the same role unless another is named', () => {
    expect(readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://a@db/cen' })).toMatchObject({
      mode: 'server',
      ownerUrl: 'postgres://a@db/cen',
    });
    expect(
      readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://a@db/cen', DATABASE_OWNER_URL: 'postgres://b@db/cen' })
        .ownerUrl,
    ).toBe('postgres://b@db/cen');
  });

  it('goes out to other sites in production only, unless it is told', () => {
    expect(
      [
        readConfig({}),
        readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://a@db/cen' }),
        readConfig(production()),
      ].map(({ outside }) => outside),
    ).toEqual([false, false, true]);
    expect([readConfig({ OUTSIDE: 'on' }).outside, readConfig(production({ OUTSIDE: 'off' })).outside]).toEqual([
      true,
      false,
    ]);
  });

  it('asks for the database alone where an engine of figures reads it', () => {
    const engine = (changes: Record<string, string> = {}) =>
      readConfig(
        {
          NODE_ENV: 'production',
          DATABASE_URL: 'postgres://cen_app:pw@db/cen?sslmode=verify-full',
          FIGURES_ENGINE: '/run/cen/figures',
          ...changes,
        },
        'figures',
      );
    expect(engine()).toMatchObject({ production: true, figuresEngine: '/run/cen/figures' });
    for (const changes of [
      { DATABASE_URL: '' },
      { DATABASE_URL: 'postgres://cen_app:pw@db/cen' },
      { DATABASE_OWNER_URL: 'postgres://cen_owner:pw@db/cen?sslmode=verify-full' },
    ])
      expect(() => engine(changes)).toThrow(ConfigError);
  });

  it('names an engine of figures, or none; where nothing is said the portal starts its own', () => {
    const engineOf = (FIGURES_ENGINE?: string) =>
      readConfig(FIGURES_ENGINE === undefined ? {} : { FIGURES_ENGINE }).figuresEngine;
    expect([engineOf(), engineOf(''), engineOf('off'), engineOf('/run/cen/figures')]).toEqual([
      undefined,
      undefined,
      'off',
      '/run/cen/figures',
    ]);
  });

  it('in production is complete', () => {
    const config = readConfig(production());
    expect(config).toMatchObject({
      production: true,
      mailFrom: 'no-reply@cen.example.org',
      tls: { kind: 'proxy' },
      trustProxy: ['127.0.0.1', '::1'],
    });
    expect(config.masterKey).toHaveLength(32);
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each([
    ['DATABASE_URL', { DATABASE_URL: '' }],
    ['TLS_CERT', { TLS: '' }],
    ['TLS_CERT', { TLS: 'self-signed' }],
    ['SESSION_SECRET', { SESSION_SECRET: '' }],
    ['SESSION_SECRET', { SESSION_SECRET: 's'.repeat(31) }],
    ['MASTER_KEY_FILE', { MASTER_KEY_FILE: '' }],
    ['MASTER_KEY_FILE', { MASTER_KEY_FILE: '/nowhere/key' }],
    ['BASE_URL', { BASE_URL: '' }],
    ['SMTP_URL', { SMTP_URL: '' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'a demo password' }],
    ['DATABASE_OWNER_URL', { DATABASE_OWNER_URL: 'postgres://cen_owner:pw@db/cen?sslmode=verify-full' }],
    ['SESSION_SECRET', { SESSION_SECRET: 'a'.repeat(64) }],
    ['SESSION_SECRET', { SESSION_SECRET: '0123456789abcdef'.repeat(3) }],
    ['SESSION_SECRET', { SESSION_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789' }],
    ['BASE_URL', { BASE_URL: 'http://cen.example.org' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://cen_app:pw@db/cen' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://cen_app:pw@db/cen?sslmode=prefer' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://cen_app:pw@db/cen?sslmode=no-verify' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://cen_app:pw@[2001:db8::1]/cen' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://cen_app:pw@127.evil.example/cen' }],
  ])('in production is refused for %s: %j', (name, changes) => {
    expect(() => readConfig(production(changes))).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${name} .*\\.$`)) }),
    );
    expect(() => readConfig(production(changes))).toThrow(ConfigError);
  });

  it('in production refuses a master key of zeros, and one of the same few bytes', () => {
    for (const content of [Buffer.alloc(32), Buffer.alloc(32, 255), Buffer.from('abcdefgh'.repeat(4))])
      expect(() => readConfig(production({ MASTER_KEY_FILE: keyOf(32, 0o400, content) }))).toThrow(
        /^MASTER_KEY_FILE .* does not hold random bytes/,
      );
  });

  it('in production reaches its database by a socket, on this machine, or by TLS', () => {
    for (const url of [
      'postgres://cen_app:pw@%2Fvar%2Frun%2Fpostgresql/cen',
      'postgres://cen_app:pw@/cen?host=/var/run/postgresql',
      'postgres://cen_app:pw@localhost/cen',
      'postgres://cen_app:pw@127.0.0.1:5433/cen',
      'postgres://cen_app:pw@[::1]/cen',
      'postgres://cen_app:pw@db/cen?sslmode=require',
    ])
      expect(readConfig(production({ DATABASE_URL: url })).databaseUrl).toBe(url);
  });

  it('lets the owner’s commands know nothing but the owner', () => {
    const ownerUrl = 'postgres://cen_owner:pw@/cen?host=/run/postgresql';
    const given = { NODE_ENV: 'production', DATABASE_OWNER_URL: ownerUrl };
    expect(readConfig(given, 'owner')).toMatchObject({ mode: 'server', production: true, ownerUrl });
    expect(() => readConfig({ NODE_ENV: 'production' }, 'owner')).toThrow(/^DATABASE_OWNER_URL is required/);
    expect(() => readConfig(given, 'keeper')).toThrow(/^MASTER_KEY_FILE is required for this command/);
    const none = { WEB_PROCESSES: '0', JOB_PROCESSES: '0' };
    expect(() => readConfig({ ...given, ...none }, 'owner')).toThrow(/^WEB_PROCESSES and JOB_PROCESSES cannot/);
    expect(readConfig({ ...given, MASTER_KEY_FILE: keyOf(32, 0o400) }, 'keeper')).toMatchObject({ ownerUrl });
    expect(() => readConfig({ ...given, DATABASE_OWNER_URL: 'postgres://o@db/cen' }, 'owner')).toThrow(
      /^DATABASE_OWNER_URL .* must ask for TLS/,
    );
  });

  it('refuses a master key of another length, or one that others may read', () => {
    expect(() => readConfig({ MASTER_KEY_FILE: keyOf(31, 0o400) })).toThrow(
      /must hold exactly 32 bytes; it holds 31\.$/,
    );
    expect(() => readConfig({ MASTER_KEY_FILE: keyOf(32, 0o640) })).toThrow(/must be readable by its owner only/);
    expect(readConfig({ MASTER_KEY_FILE: keyOf(32, 0o600) }).masterKey).toHaveLength(32);
  });

  it.each([
    ['PORT', { PORT: 'eight' }],
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['TLS', { TLS: 'off' }],
    ['TLS', { TLS: 'proxy', TLS_CERT: 'a', TLS_KEY: 'b' }],
    ['TLS_KEY', { TLS_CERT: 'a' }],
    ['TLS_CERT', { TLS_KEY: 'a' }],
    ['DATABASE_URL', { NODE_ENV: 'test', DATABASE_URL: 'mysql://secret@db' }],
    ['DATABASE_OWNER_URL', { DATABASE_OWNER_URL: 'postgres://db/cen' }],
    ['SMTP_URL', { SMTP_URL: 'mail.example.org' }],
    ['MAIL_FROM', { MAIL_FROM: 'A <a@b.example>, c@d.example' }],
    ['BASE_URL', { BASE_URL: 'cen.example.org' }],
    ['BASE_URL', { BASE_URL: 'https://cen.example.org/x' }],
    ['FILE_STORE', { FILE_STORE: 'ftp://files' }],
    ['FILE_STORE', { FILE_STORE: 's3://' }],
    ['FILE_STORE', { FILE_STORE: 's3://Bucket_1' }],
    ['FILE_STORE', { FILE_STORE: 's3://key:secret@bucket' }],
    ['FILE_STORE', { FILE_STORE: 's3://bucket/../x' }],
    ['S3_ACCESS_KEY', { FILE_STORE: 's3://bucket' }],
    ['S3_SECRET_KEY', { FILE_STORE: 's3://bucket', S3_ACCESS_KEY: 'a' }],
    ['S3_REGION', { FILE_STORE: 's3://bucket', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' }],
    [
      'S3_ENDPOINT',
      { FILE_STORE: 's3://bucket', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b', S3_ENDPOINT: 'https://a:b@s3.example.org' },
    ],
    ['FILE_STORE', { FILE_STORE: 'file:/srv/files' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['FIGURES_ENGINE', { FIGURES_ENGINE: 'on' }],
    ['FIGURES_ENGINE', { FIGURES_ENGINE: 'run/figures' }],
    ['FIGURES_ENGINE', { FIGURES_ENGINE: `/${'s'.repeat(100)}` }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'clamd.ctl' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'unix:clamd.ctl' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'tcp://scanner' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'tcp://scanner:99999' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'http://scanner:3310' }],
    ['PAGES_PER_MINUTE', { PAGES_PER_MINUTE: '0' }],
    ['PASSWORD_MEMORY', { PASSWORD_MEMORY: '19455' }],
    ['OUTSIDE', { OUTSIDE: 'yes' }],
    ['EXPORTS_PER_10_MINUTES', { EXPORTS_PER_10_MINUTES: '1e3' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'short' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.1, proxy' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }],
    ['TRUST_PROXY', { TLS: 'proxy', HOST: '0.0.0.0' }],
    ['TRUST_PROXY', { TRUST_PROXY: '0.0.0.0/1,128.0.0.0/1' }],
    ['TRUST_PROXY', { TRUST_PROXY: '::/1, 8000::/1' }],
    ['TRUST_PROXY', { TRUST_PROXY: '::ffff:0.0.0.0/97,::ffff:128.0.0.0/97' }],
    ['TRUST_PROXY', { TRUST_PROXY: '::/64' }],
    ['TRUST_PROXY', { TRUST_PROXY: Array.from({ length: 8 }, (_, n) => `${n * 16}.0.0.0/5`).join() }],
    ['NODE_ENV', { NODE_ENV: 'Production' }],
    ['NODE_ENV', { DATABASE_URL: 'postgres://a@db/cen' }],
  ])('names %s when it is wrong: %j', (name, env) => {
    expect(() => readConfig(env)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${name}\\b.*\\.$`)) }),
    );
  });

  it('never repeats what may be a password', () => {
    expect(() => readConfig({ NODE_ENV: 'test', DATABASE_URL: 'mysql://user:secret@db' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });

  it('takes a directory for files, or an object store beside one', () => {
    expect(readConfig({ FILE_STORE: '/srv/cen/files' })).toMatchObject({ fileStore: '/srv/cen/files' });
    expect(readConfig({ FILE_STORE: '/srv/cen/files' }).s3).toBeUndefined();
    const keys = { accessKey: 'a', secretKey: 'b' };
    const given = { DATA_DIR: '/srv/cen', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' };
    expect(
      readConfig({ ...given, FILE_STORE: 's3://cen-files/portal/one/', S3_ENDPOINT: 'http://127.0.0.1:9000/' }),
    ).toMatchObject({
      fileStore: '/srv/cen/files',
      s3: {
        ...keys,
        bucket: 'cen-files',
        prefix: 'portal/one/',
        endpoint: 'http://127.0.0.1:9000',
        region: 'us-east-1',
      },
    });
    expect(readConfig({ ...given, FILE_STORE: 's3://cen', S3_REGION: 'eu-central-1' }).s3).toEqual({
      ...keys,
      bucket: 'cen',
      prefix: '',
      region: 'eu-central-1',
    });
    expect(
      readConfig({
        FILE_STORE: 's3://cen',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 'b',
        AWS_REGION: 'eu-west-1',
      }).s3,
    ).toEqual({ ...keys, bucket: 'cen', prefix: '', region: 'eu-west-1' });
    expect(() => readConfig({ FILE_STORE: 's3://key:secret@bucket' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret@') }),
    );
  });

  it('takes the socket or the address of a virus scanner', () => {
    expect(readConfig({}).scanner).toBeUndefined();
    expect(readConfig({ CLAMD_SOCKET: 'unix:/run/clamav/clamd.ctl' }).scanner).toEqual({
      path: '/run/clamav/clamd.ctl',
    });
    expect(readConfig({ CLAMD_SOCKET: 'tcp://clamav:3310' }).scanner).toEqual({ host: 'clamav', port: 3310 });
    expect(readConfig({ CLAMD_SOCKET: 'tcp://[::1]:3310' }).scanner).toEqual({ host: '::1', port: 3310 });
  });

  it('takes addresses and blocks of trusted proxies', () => {
    expect(readConfig({ TRUST_PROXY: '10.0.0.5, 10.1.0.0/16,fd00::/8' }).trustProxy).toEqual([
      '10.0.0.5',
      '10.1.0.0/16',
      'fd00::/8',
    ]);
    const wide = '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,127.0.0.0/8,fc00::/7,::1,::ffff:10.0.0.0/104';
    expect(readConfig({ TRUST_PROXY: wide }).trustProxy).toHaveLength(8);
  });

  it('gives an address of its own only where the host is one', () => {
    expect(readConfig({ HOST: '0.0.0.0', PORT: '9000' }).baseUrl).toBe('https://localhost:9000');
    expect(readConfig({ HOST: 'cen.example.org' }).baseUrl).toBe('https://cen.example.org:8443');
    expect(readConfig({ BASE_URL: 'https://cen.example.org/' }).baseUrl).toBe('https://cen.example.org');
  });
});

describe('secrets the environment leaves out', () => {
  it('are made once and kept', async () => {
    const given = readConfig({ DATA_DIR: await freshDir() });
    const [first, second] = [await completeConfig(given), await completeConfig(given)];
    expect(first).toEqual(second);
    expect(first.sessionSecret.length).toBeGreaterThanOrEqual(32);
    expect(first.masterKey).toHaveLength(32);
    expect(first.demoPassword).toMatch(/^[a-z2-9-]{19}$/);
  });

  it('are the same for starts at the same moment', async () => {
    const given = readConfig({ DATA_DIR: await freshDir() });
    const configs = await Promise.all([1, 2, 3, 4].map(() => completeConfig(given)));
    expect(new Set(configs.map(({ sessionSecret }) => sessionSecret)).size).toBe(1);
  });

  it('give way to those given, and a demo password once given stays', async () => {
    const dataDir = await freshDir();
    const given = await completeConfig(
      readConfig({
        DATA_DIR: dataDir,
        DEMO_PASSWORD: 'open sesame',
        SESSION_SECRET: 'x'.repeat(40),
        MASTER_KEY_FILE: keyFile,
      }),
    );
    expect(given).toMatchObject({
      demoPassword: 'open sesame',
      sessionSecret: 'x'.repeat(40),
      masterKey: readFileSync(keyFile),
    });
    expect((await completeConfig(readConfig({ DATA_DIR: dataDir }))).demoPassword).toBe('open sesame');
  });
});
