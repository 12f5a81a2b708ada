import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../../src/cli/prepare.ts';
import { indexProducts } from '../../src/cws/index.ts';
import { openPool } from '../../src/db/pool.ts';
import { loadLists } from '../../src/reference/index.ts';
import { startTestServer } from './database-server.ts';

/** One password for the cast in tests; it opens nothing else. */
export const castPassword = 'a password for tests only';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses with NAME in the place of the database's name. */
    database: { ownerUrl: string; appUrl: string };
    /** File of the parts of pages that passed; see passed-parts.ts. */
    passedParts: string;
  }
}

/** One PostgreSQL for the run, with a template every test file clones: migrated, reference lists, demo cast, no records. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  await createTemplate(server.ownerUrl('postgres'));
  await prepareDatabase({
    ownerUrl: server.ownerUrl('cen_template'),
    demo: { password: castPassword },
    records: 'none',
    report: () => undefined,
  });
  await writeProductSheets(server.ownerUrl('cen_template'));
  project.provide('database', { ownerUrl: server.ownerUrl('NAME'), appUrl: server.appUrl('NAME') });
  const directory = await mkdtemp(join(tmpdir(), 'cen-passed-'));
  const passedParts = join(directory, 'parts');
  await writeFile(passedParts, '');
  project.provide('passedParts', passedParts);
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** What a portal writes in the background after its first start, so that no test file waits for it. */
async function writeProductSheets(url: string): Promise<void> {
  // A loaded machine may take longer than any page may.
  const pool = openPool({ url, max: 1, statementTimeout: 0 });
  await indexProducts(pool, await loadLists(pool));
  await pool.end();
}

async function createTemplate(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create database cen_template');
  await client.end();
}
