import pg from 'pg';
import { prepareDatabase } from '../../src/cli/prepare.ts';
import { setPasswordMemory } from '../../src/access/index.ts';
import { indexProducts } from '../../src/cws/index.ts';
import { startEmbedded } from '../../evaluation/index.ts';
import { openPool } from '../../src/db/pool.ts';
import { loadLists } from '../../src/reference/index.ts';
import { castPassword, castPasswordMemory } from './cast.ts';
import { serverSettings, template } from './database-server.ts';

/**
 * Makes a cluster with the template every test file clones: migrated, reference lists, demo cast, no records.
 * `node make-template.ts <directory>`.
 */
setPasswordMemory(castPasswordMemory);
const [dataDir = ''] = process.argv.slice(2);
const server = await startEmbedded({ dataDir, report: () => undefined, settings: serverSettings });
const { ownerUrl } = server.urlsOf(template);
await createDatabase(server.urlsOf('postgres').ownerUrl);
await prepareDatabase({ ownerUrl, demo: { password: castPassword }, records: 'none', report: () => undefined });
await writeProductSheets(ownerUrl);
await server.stop();

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${template}`);
  await client.end();
}

/** What a portal writes in the background after its first start, so that no test file waits for it. */
async function writeProductSheets(url: string): Promise<void> {
  const pool = openPool({ url, max: 1, statementTimeout: 0 });
  await indexProducts(pool, await loadLists(pool));
  // What is small is copied fast.
  await pool.query('vacuum full analyze');
  await pool.end();
}
