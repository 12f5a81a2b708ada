import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateBucketCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { S3Place } from '../../src/files/store/file-store.ts';
import { freePort } from './free-port.ts';

const program = '/usr/bin/radosgw';

/** Whether Ceph's S3 server is on this machine: `npm test` brings it where it can. */
export function s3IsThere(): boolean {
  const isThere = existsSync(program);
  if (!isThere)
    console.warn(
      `The tests against a real S3 server are left out: ${program} is not there. Install the package "radosgw".`,
    );
  return isThere;
}

export interface RunningS3 {
  readonly place: S3Place;
  /** Keys of everything in the bucket, and of what is being uploaded. */
  keys(): Promise<string[]>;
  readonly client: S3Client;
  /** Ends it at once, or takes it up again where it was. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and takes away what it kept. */
  close(): Promise<void>;
}

/** Makes the server's account. radosgw-admin now and then waits for itself for ever: it is asked again then. */
function makeAccount(conf: string, { accessKey, secretKey }: S3Place): void {
  const asked = [
    '-c',
    conf,
    '--no-mon-config',
    'user',
    'create',
    '--uid=portal',
    '--display-name=portal',
    `--access-key=${accessKey}`,
    `--secret-key=${secretKey}`,
  ];
  for (let tries = 1; ; tries += 1) {
    const made = spawnSync('/usr/bin/radosgw-admin', asked, { timeout: 20_000, killSignal: 'SIGKILL' });
    // Stopped in the midst of it, it may have made the account.
    if (made.status === 0 || (tries > 1 && /exists/.test(made.stderr.toString()))) return;
    if (made.signal !== 'SIGKILL' || tries === 4) throw new Error(`radosgw-admin: ${made.stderr.toString()}`);
  }
}

/** A real S3 server over SQLite, with one account and one bucket. The caller closes it. */
export async function startS3(): Promise<RunningS3> {
  const directory = await mkdtemp(join(tmpdir(), 'cen-s3-'));
  const port = await freePort();
  const conf = join(directory, 'ceph.conf');
  await writeFile(
    conf,
    `[global]
run_dir = ${directory}
admin_socket =
log_file = ${directory}/log
rgw_data = ${directory}/data
dbstore_db_dir = ${directory}
dbstore_config_uri = file:${directory}/config.db
rgw_backend_store = dbstore
rgw_config_store = dbstore
rgw_frontends = beast endpoint=127.0.0.1:${port}
`,
  );
  const place: S3Place = {
    bucket: 'cen',
    prefix: 'files/',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    accessKey: 'portal-access',
    secretKey: 'portal-secret-0001',
  };
  makeAccount(conf, place);
  let end = async (): Promise<void> => undefined;
  const start = async (): Promise<void> => {
    end = await run(conf, port);
  };
  await start();
  const client = new S3Client({
    endpoint: place.endpoint ?? '',
    region: place.region,
    forcePathStyle: true,
    credentials: { accessKeyId: place.accessKey, secretAccessKey: place.secretKey },
  });
  await client.send(new CreateBucketCommand({ Bucket: place.bucket }));
  return {
    place,
    client,
    start,
    stop: () => end(),
    async close() {
      client.destroy();
      await end();
      await rm(directory, { recursive: true, force: true });
    },
    async keys() {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: place.bucket }));
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: place.bucket }));
      return [...Contents, ...Uploads].map(({ Key = '' }) => Key).sort();
    },
  };
}

async function run(conf: string, port: number): Promise<() => Promise<void>> {
  const child = spawn(program, ['-c', conf, '--no-mon-config', '-n', 'client.portal', '-f'], { stdio: 'ignore' });
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
  });
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        () => false,
      )
    )
      return async () => {
        child.kill('SIGKILL');
        await gone;
      };
    await sleep(50);
  }
  child.kill('SIGKILL');
  throw new Error('radosgw does not start');
}
