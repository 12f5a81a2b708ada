import { X509Certificate, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { SecureContextOptions } from 'node:tls';
import type { GivenConfig } from '../../config.ts';
import { keepSecret, replaceFile } from '../../files/store/data-dir.ts';
import { StartError, causeOf } from '../../start-error.ts';

/** PEM texts. */
interface Certificate {
  readonly cert: string;
  readonly key: string;
}

type TlsConfig = Pick<GivenConfig, 'tls' | 'dataDir' | 'host' | 'baseUrl'>;

const day = 24 * 60 * 60_000;
/** Browsers refuse certificates that run longer. */
const lifetime = 397 * day;
const renewBefore = 30 * day;

/** TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only. */
export const secureOptions: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
};

/**
 * The certificate the configuration means: undefined behind a proxy; the given files; else a self-signed one, made
 * once, kept in the data directory and made anew 30 days before its end or when the names of the portal change.
 */
export async function loadCertificate(config: TlsConfig): Promise<Certificate | undefined> {
  if (config.tls.kind === 'proxy') return undefined;
  if (config.tls.kind === 'files') return loadGiven(config.tls.cert, config.tls.key);
  return keepSelfSigned(join(config.dataDir, 'tls'), namesOf(config));
}

/** The certificate people are shown, as it is kept: none is made. Undefined behind a proxy, and before the first. */
export async function readCertificate({ tls, dataDir }: TlsConfig): Promise<X509Certificate | undefined> {
  if (tls.kind === 'proxy') return undefined;
  const path = tls.kind === 'files' ? tls.cert : join(dataDir, 'tls', 'cert.pem');
  return parse(await readFile(path, 'utf8').catch(() => ''));
}

async function loadGiven(certPath: string, keyPath: string): Promise<Certificate> {
  const certificate = { cert: await readPem('TLS_CERT', certPath), key: await readPem('TLS_KEY', keyPath) };
  const parsed = parse(certificate.cert);
  if (parsed === undefined) throw new StartError(`TLS_CERT ${certPath} is not a certificate in PEM form.`);
  if (!belongsTo(parsed, certificate.key))
    throw new StartError(`TLS_KEY ${keyPath} is not the private key of the certificate in TLS_CERT ${certPath}.`);
  if (parsed.validToDate.getTime() < Date.now())
    throw new StartError(`The certificate in TLS_CERT ${certPath} expired on ${parsed.validTo}.`);
  return certificate;
}

async function readPem(name: string, path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartError(`${name} ${path} cannot be read: ${causeOf(error)}.`);
  });
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function belongsTo(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

/** The names and addresses under which the portal may be asked for. */
function namesOf({ host, baseUrl }: TlsConfig): readonly string[] {
  const given = [host, new URL(baseUrl).hostname.replace(/^\[|\]$/g, ''), hostname()].filter(
    name => name !== '0.0.0.0' && name !== '::',
  );
  return [...new Set(['localhost', '127.0.0.1', '::1', ...given])];
}

async function keepSelfSigned(dir: string, names: readonly string[]): Promise<Certificate> {
  const [certPath, keyPath] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  if (existsSync(certPath) && existsSync(keyPath)) {
    const kept = { cert: await readFile(certPath, 'utf8'), key: await readFile(keyPath, 'utf8') };
    if (stillGood(kept, names)) return kept;
  }
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const key = await keepKey(keyPath);
  const cert = await makeSelfSigned(key, names);
  await replaceFile(certPath, cert);
  return { cert, key };
}

/** One key for good: of several starts at once each makes a certificate, and whichever is kept fits it. */
async function keepKey(path: string): Promise<string> {
  const kept = (await keepSecret(path, () => Buffer.from(makeKey()))).toString();
  if (isKey(kept)) return kept;
  await replaceFile(path, makeKey());
  return readFile(path, 'utf8');
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

function stillGood(kept: Certificate, names: readonly string[]): boolean {
  const certificate = parse(kept.cert);
  if (certificate === undefined || !belongsTo(certificate, kept.key)) return false;
  const covers = (name: string) =>
    (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
  return certificate.validToDate.getTime() - Date.now() > renewBefore && names.every(covers);
}

async function makeSelfSigned(key: string, names: readonly string[]): Promise<string> {
  // Loaded only when needed: it is a third of a second of start time.
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'CEN portal (evaluation)' }], {
    keyType: 'ec',
    curve: 'P-256',
    keyPair: { privateKey: key, publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString() },
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() - day + lifetime),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map(name => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  });
  return made.cert;
}
