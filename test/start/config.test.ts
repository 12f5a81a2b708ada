import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { completeConfig } from '../../src/secrets.ts';
import { cleanUp, freshDir } from './portal-process.ts';

let dir: string;
let keyFile: string;

beforeAll(async () => {
  dir = await freshDir();
  keyFile = keyOf(32, 0o400);
});
afterAll(cleanUp);

function keyOf(bytes: number, mode: number): string {
  const path = join(dir, `key-${bytes}-${mode}`);
  writeFileSync(path, Buffer.alloc(bytes, 7));
  chmodSync(path, mode);
  return path;
}

function production(changes: Record<string, string> = {}): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://cen_app:pw@db/cen',
    TLS: 'proxy',
    SESSION_SECRET: 's'.repeat(32),
    MASTER_KEY_FILE: keyFile,
    BASE_URL: 'https://cen.example.org',
    SMTP_URL: 'smtps://mail.example.org',
    ...changes,
  };
}

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
    expect(readConfig({ DATABASE_URL: 'postgres://a@db/cen' })).toMatchObject({
      mode: 'server',
      ownerUrl: 'postgres://a@db/cen',
    });
    expect(
      readConfig({ DATABASE_URL: 'postgres://a@db/cen', DATABASE_OWNER_URL: 'postgres://b@db/cen' }).ownerUrl,
    ).toBe('postgres://b@db/cen');
  });

  it('goes out to other sites in production only, unless it is told', () => {
    expect(
      [readConfig({}), readConfig({ DATABASE_URL: 'postgres://a@db/cen' }), readConfig(production())].map(
        ({ outside }) => outside,
      ),
    ).toEqual([false, false, true]);
    expect([readConfig({ OUTSIDE: 'on' }).outside, readConfig(production({ OUTSIDE: 'off' })).outside]).toEqual([
      true,
      false,
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
  ])('in production is refused for %s: %j', (name, changes) => {
    expect(() => readConfig(production(changes))).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${name} .*\\.$`)) }),
    );
    expect(() => readConfig(production(changes))).toThrow(ConfigError);
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
    ['DATABASE_URL', { DATABASE_URL: 'mysql://secret@db' }],
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
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'clamd.ctl' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'unix:clamd.ctl' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'tcp://scanner' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'tcp://scanner:99999' }],
    ['CLAMD_SOCKET', { CLAMD_SOCKET: 'http://scanner:3310' }],
    ['PAGES_PER_MINUTE', { PAGES_PER_MINUTE: '0' }],
    ['OUTSIDE', { OUTSIDE: 'yes' }],
    ['EXPORTS_PER_10_MINUTES', { EXPORTS_PER_10_MINUTES: '1e3' }],
    ['DEMO_PASSWORD', { DEMO_PASSWORD: 'short' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'true' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.1, proxy' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/33' }],
    ['TRUST_PROXY', { TLS: 'proxy', HOST: '0.0.0.0' }],
  ])('names %s when it is wrong: %j', (name, env) => {
    expect(() => readConfig(env)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`^${name}\\b.*\\.$`)) }),
    );
  });

  it('never repeats what may be a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://user:secret@db' })).toThrow(
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
      masterKey: Buffer.alloc(32, 7),
    });
    expect((await completeConfig(readConfig({ DATA_DIR: dataDir }))).demoPassword).toBe('open sesame');
  });
});
