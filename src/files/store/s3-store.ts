import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { DomainError, NotFound, Unavailable } from '../../errors.ts';
import { asDiskFullError } from './disk-full.ts';
import { opened, sealing } from '../../crypto/stream.ts';
import { keyOf, limitAndHash } from './file-encryption.ts';
import { ids, type FileStore, type S3Place, type StoredFile } from './types.ts';

/** Milliseconds: to connect, for an answer to begin, and without a byte. */
const patience = {
  connectionTimeout: 2000,
  requestTimeout: 15_000,
  socketTimeout: 15_000,
  throwOnRequestTimeout: true,
} as const;
/** What goes wrong is told by what is thrown. */
const quiet = (): void => undefined;
const pingIn = 3000;
const sendIn = 120_000;

interface Counter {
  readonly client: S3Client;
  readonly place: S3Place;
  readonly masterKey: Buffer;
}

/** Bytes sent from memory, so that they can be sent again. */
const inMemory = 8 * 1024 * 1024;

/**
 * Files in a bucket of an S3 server. Each is sealed into a file on this machine first and sent in one piece of known
 * length: the server has it whole or not at all, and no parts are left over from what broke off.
 */
export function openS3Store(place: S3Place, masterKey: Buffer): FileStore {
  const client = new S3Client({
    region: place.region,
    forcePathStyle: place.endpoint !== undefined,
    maxAttempts: 3,
    requestHandler: patience,
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
    // Every file has its own seal; checksums in trailers are not known to every server.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
  });
  const counter = { client, place, masterKey };
  return {
    put: (source, limit, id = randomUUID()) => put(counter, source, { limit, id }),
    get: id => get(counter, id).catch(failed),
    remove: async id => void (await client.send(new DeleteObjectCommand(objectOf(place, id))).catch(failed)),
    // A key that may not list cannot tell: then the mark alone decides.
    isEmpty: () =>
      client.send(new ListObjectsV2Command({ Bucket: place.bucket, Prefix: place.prefix, MaxKeys: 1 })).then(
        ({ KeyCount = 0 }) => KeyCount === 0,
        (error: unknown) => (error as { name?: string }).name === 'AccessDenied' || failed(error),
      ),
    ping: async () =>
      void (await client
        .send(new HeadBucketCommand({ Bucket: place.bucket }), { abortSignal: AbortSignal.timeout(pingIn) })
        .catch(failed)),
  };
}

function objectOf({ bucket, prefix }: S3Place, id: string): { Bucket: string; Key: string } {
  if (!ids.test(id)) throw new NotFound('no such file');
  return { Bucket: bucket, Key: `${prefix}${id.slice(0, 2)}/${id}` };
}

async function put(
  { client, place, masterKey }: Counter,
  source: Readable,
  { limit, id }: { limit: number; id: string },
): Promise<StoredFile> {
  const object = objectOf(place, id);
  const spool = join(tmpdir(), `cen-sealed-${randomUUID()}`);
  const { through, told } = limitAndHash(limit);
  try {
    await pipeline(source, through, sealing(keyOf(masterKey, id)), createWriteStream(spool, { mode: 0o600 })).catch(
      (error: unknown) => {
        throw asDiskFullError(error);
      },
    );
    const { size: ContentLength } = await stat(spool);
    const Body = ContentLength <= inMemory ? await readFile(spool) : createReadStream(spool);
    await client
      .send(new PutObjectCommand({ ...object, Body, ContentLength }), { requestTimeout: sendIn })
      .catch(failed);
    return { id, ...told() };
  } finally {
    source.destroy();
    await rm(spool, { force: true });
  }
}

async function get({ client, place, masterKey }: Counter, id: string): Promise<Readable> {
  const { Body } = await client.send(new GetObjectCommand(objectOf(place, id)));
  return opened(Body as Readable, keyOf(masterKey, id));
}

/** What the server says in the portal's words: not there, full, or not to be reached. Never what it was asked with. */
function failed(error: unknown): never {
  if (error instanceof DomainError) throw error;
  const {
    name,
    code = name,
    $metadata,
  } = error as {
    name?: string;
    /** Of a server that is not reached. */
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  if (name === 'NoSuchKey') throw new NotFound('no such stored file');
  if (name === 'QuotaExceeded' || $metadata?.httpStatusCode === 507)
    throw new Unavailable('the object store is full', { cause: error });
  throw new Unavailable(`the object store does not answer as it should (${code ?? 'no answer'})`, { cause: error });
}
