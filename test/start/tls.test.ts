import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/web/server/listen.ts';
import { loadCertificate } from '../../src/web/server/tls.ts';
import { cleanUp, freePort, freshDir } from './portal-process.ts';

const day = 24 * 60 * 60_000;
const selfSigned = { tls: { kind: 'self-signed' as const }, host: '127.0.0.1', baseUrl: 'https://localhost:8443' };

afterAll(cleanUp);

/** Writes a certificate and its key to files, ending so many days from now. */
async function filesFor(days: number): Promise<{ kind: 'files'; cert: string; key: string }> {
  const dir = await freshDir();
  const made = await generate([{ name: 'commonName', value: 'cen.test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 60 * day),
    notAfterDate: new Date(Date.now() + days * day),
  });
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.private);
  return { kind: 'files', cert, key };
}

describe('the self-signed certificate', () => {
  it('names the machine, runs no longer than browsers allow, and is kept', async () => {
    const config = { ...selfSigned, dataDir: await freshDir() };
    const made = await loadCertificate(config);
    const certificate = new X509Certificate(made?.cert ?? '');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.ca).toBe(false);
    expect(certificate.validToDate.getTime() - certificate.validFromDate.getTime()).toBeLessThanOrEqual(397 * day);
    expect(await loadCertificate(config)).toEqual(made);
  });

  it('is made anew when the portal gets another name, near its end, and when it is damaged', async () => {
    const config = { ...selfSigned, dataDir: await freshDir() };
    const first = await loadCertificate(config);
    const renamed = await loadCertificate({ ...config, baseUrl: 'https://cen.test' });
    expect(renamed).not.toEqual(first);
    expect(new X509Certificate(renamed?.cert ?? '').checkHost('cen.test')).toBe('cen.test');
    const ending = await filesFor(20);
    const path = join(config.dataDir, 'tls', 'cert.pem');
    writeFileSync(path, readFileSync(ending.cert));
    const renewed = await loadCertificate(config);
    expect(new X509Certificate(renewed?.cert ?? '').validToDate.getTime() - Date.now()).toBeGreaterThan(300 * day);
    writeFileSync(path, 'damaged');
    expect((await loadCertificate(config))?.cert).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });
});

describe('a given certificate', () => {
  const rest = { host: '127.0.0.1', baseUrl: 'https://cen.test', dataDir: '/nowhere' };

  it('is taken as it is', async () => {
    expect((await loadCertificate({ ...rest, tls: await filesFor(10) }))?.cert).toContain('BEGIN CERTIFICATE');
  });

  it('is refused in one sentence when it expired, is missing, unreadable or not that of the key', async () => {
    const [good, other, old] = [await filesFor(10), await filesFor(10), await filesFor(-1)];
    await expect(loadCertificate({ ...rest, tls: old })).rejects.toThrow(
      /^The certificate in TLS_CERT \S+ expired on .*\.$/,
    );
    await expect(loadCertificate({ ...rest, tls: { ...good, cert: '/nowhere/cert.pem' } })).rejects.toThrow(
      'TLS_CERT /nowhere/cert.pem cannot be read: no such file or directory.',
    );
    await expect(loadCertificate({ ...rest, tls: { ...good, cert: good.key } })).rejects.toThrow(
      /^TLS_CERT \S+ is not a certificate in PEM form\.$/,
    );
    await expect(loadCertificate({ ...rest, tls: { ...good, key: other.key } })).rejects.toThrow(
      /^TLS_KEY \S+ is not the private key of the certificate/,
    );
  });
});

/** The protocol and cipher a client offering only these gets; 'refused' when it gets none. */
function handshake(
  port: number,
  offer: { maxVersion?: 'TLSv1.1' | 'TLSv1.2'; minVersion?: 'TLSv1'; ciphers?: string },
): Promise<string> {
  return new Promise(resolve => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...offer }, () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.on('error', () => resolve('refused'));
  });
}

describe('connections', () => {
  it('are TLS 1.2 or 1.3 with strong ciphers only', async () => {
    const port = await freePort();
    const listening = await listen((_req, res) => res.end(), { ...selfSigned, port, dataDir: await freshDir() });
    await expect(handshake(port, {})).resolves.toBe('TLSv1.3 TLS_AES_256_GCM_SHA384');
    await expect(handshake(port, { maxVersion: 'TLSv1.2' })).resolves.toBe('TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384');
    await expect(
      handshake(port, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
    ).resolves.toBe('refused');
    await expect(
      handshake(port, { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA:AES256-SHA256:AES256-GCM-SHA384' }),
    ).resolves.toBe('refused');
    await listening.close();
  });

  it('that speak plain HTTP to it are cut, and led nowhere', async () => {
    const port = await freePort();
    const listening = await listen((_req, res) => res.end('answered'), {
      ...selfSigned,
      port,
      dataDir: await freshDir(),
    });
    for (const method of ['GET', 'POST'])
      await expect(
        fetch(`http://127.0.0.1:${port}/sign-in`, { method, redirect: 'manual' }).then(
          ({ status }) => status,
          () => 'cut',
        ),
      ).resolves.toBe('cut');
    await listening.close();
  });

  it('behind a proxy are plain HTTP', async () => {
    const port = await freePort();
    const listening = await listen((_req, res) => res.end('plain'), {
      ...selfSigned,
      tls: { kind: 'proxy' },
      port,
      dataDir: '/nowhere',
    });
    await expect(fetch(`http://127.0.0.1:${port}/`).then(answer => answer.text())).resolves.toBe('plain');
    await listening.close();
  });

  it('that never end are cut when the time to stop has come', async () => {
    const port = await freePort();
    const listening = await listen(
      (_req, res) => {
        res.write('endless');
      },
      { ...selfSigned, tls: { kind: 'proxy' }, port, dataDir: '/nowhere' },
    );
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    const body = answer.text().catch(() => 'cut');
    await listening.close(200);
    await expect(body).resolves.toBe('cut');
  });
});
