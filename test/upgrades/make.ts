import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinEmbedded } from '../../evaluation/index.ts';
import { openPool } from '../../src/db/pool.ts';
import { beginSnapshot } from '../../src/db/store-backup.ts';
import { writeDump } from './dump.ts';

/** Dumps an evaluation that a released version has made: `node test/upgrades/make.ts DATA_DIR VERSION`. README.md. */
const [dataDir = '', version = ''] = process.argv.slice(2);
const keyIn = (name: string): string => readFileSync(join(dataDir, name)).toString('hex');
const database = await joinEmbedded({ dataDir, report: line => console.log(line) });
const pool = openPool({ url: database.ownerUrl, max: 1, statementTimeout: 0 });
const client = await pool.connect();
await beginSnapshot(client);
await writeDump(client, join(import.meta.dirname, version), {
  version,
  masterKey: keyIn('master.key'),
  cencommKey: keyIn('cencomm-keys/k1.key'),
  trailHead: JSON.parse(readFileSync(join(dataDir, 'files/trail-head.json'), 'utf8')),
});
client.release(true);
await pool.end();
await database.stop();
