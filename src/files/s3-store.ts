import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { DomainError, NotFound, Unavailable } from '../errors.ts';
import { keyOf, measuring, opened, sealing } from './sealed.ts';
import { ids } from './store-types.ts';
import type { FileStore, S3Place, StoredFile } from './store-types.ts';

/** Milliseconds: to connect, for an answer to begin, and without a byte. */
const patience = { connectionTimeout: 2000, requestTimeout: 15_000, socketTimeout: 15_000, throwOnRequestTimeout: true } as const;

interface Counter { readonly client: S3Client; readonly place: S3Place; readonly masterKey: Buffer }

/** Files in a bucket of an S3 server. An upload that does not come to its end leaves no object and no parts. */
export function openS3Store(place: S3Place, masterKey: Buffer): FileStore {
  const client = new S3Client({
    region: place.region, forcePathStyle: place.endpoint !== undefined, maxAttempts: 3, requestHandler: patience,
    credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
    // Every file has its own seal; checksums in trailers are not known to every server.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
  });
  const counter = { client, place, masterKey };
  return {
    put: (source, limit, id = randomUUID()) => put(counter, source, { limit, id }),
    get: (id) => get(counter, id).catch(failed),
    remove: async (id) => void await client.send(new DeleteObjectCommand(objectOf(place, id))).catch(failed),
    ping: async () => void await client.send(new HeadBucketCommand({ Bucket: place.bucket })).catch(failed),
  };
}

function objectOf({ bucket, prefix }: S3Place, id: string): { Bucket: string; Key: string } {
  if (!ids.test(id)) throw new NotFound('no such file');
  return { Bucket: bucket, Key: `${prefix}${id.slice(0, 2)}/${id}` };
}

async function put({ client, place, masterKey }: Counter, source: Readable, { limit, id }: { limit: number; id: string }): Promise<StoredFile> {
  const { through, told } = measuring(limit);
  const sealed = sealing(keyOf(masterKey, id));
  const upload = new Upload({ client, params: { ...objectOf(place, id), Body: sealed }, queueSize: 2, leavePartsOnError: false });
  // Whichever side fails first ends the other, and is told.
  const sent = upload.done().catch((error: unknown) => {
    const why = sealed.errored ?? error;
    source.destroy();
    sealed.destroy();
    if (why !== sealed.errored) failed(why);
    throw why;
  });
  await Promise.all([pipeline(source, through, sealed), sent]).finally(() => sent.catch(() => undefined));
  return { id, ...told() };
}

async function get({ client, place, masterKey }: Counter, id: string): Promise<Readable> {
  const { Body } = await client.send(new GetObjectCommand(objectOf(place, id)));
  return opened(Body as Readable, keyOf(masterKey, id));
}

/** What the server says in the portal's words: not there, full, or not to be reached. Never what it was asked with. */
function failed(error: unknown): never {
  if (error instanceof DomainError) throw error;
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  if (name === 'NoSuchKey') throw new NotFound('no such stored file');
  if (name === 'QuotaExceeded' || $metadata?.httpStatusCode === 507) throw new Unavailable('the object store is full', { cause: error });
  throw new Unavailable(`the object store does not answer as it should (${name ?? 'no answer'})`, { cause: error });
}
