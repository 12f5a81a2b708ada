import type { TestProject } from 'vitest/node';
import { prepareDatabase } from '../../src/cli/prepare.ts';
import { startTestServer } from './database-server.ts';

/** One password for the cast in tests; it opens nothing else. */
export const castPassword = 'a password for tests only';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses with NAME in the place of the database's name. */
    database: { ownerUrl: string; appUrl: string };
  }
}

/** One PostgreSQL for the run, with a template every test file clones: migrated, reference lists, demo cast, no records. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  await createTemplate(server.ownerUrl('postgres'));
  await prepareDatabase({ ownerUrl: server.ownerUrl('cen_template'), demo: { password: castPassword }, records: 'none', report: () => undefined });
  project.provide('database', { ownerUrl: server.ownerUrl('NAME'), appUrl: server.appUrl('NAME') });
  return () => server.stop();
}

async function createTemplate(url: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create database cen_template');
  await client.end();
}
