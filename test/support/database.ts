import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openPool } from '../../src/db/pool.ts';
import type { Pool } from '../../src/db/pool.ts';
import { afterFile } from './after-file.ts';

export interface TestDatabase {
  readonly name: string;
  /** As the application's own role. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly pool: Pool;
  /** As the owner: to look at or damage what the application may not. */
  readonly owner: Pool;
}

/** A database of its own for a test file, cloned from the template; dropped after the file. Call inside beforeAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const urls = inject('database');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(urls.ownerUrl, `create database ${name} template cen_template`);
  const appUrl = urls.appUrl.replace('NAME', name);
  const ownerUrl = urls.ownerUrl.replace('NAME', name);
  return {
    name,
    appUrl,
    ownerUrl,
    pool: openPool({ url: appUrl, max: 8 }),
    owner: openPool({ url: ownerUrl, max: 2 }),
  };
}

export async function dropDatabase(database: TestDatabase): Promise<void> {
  await Promise.all([database.pool.end(), database.owner.end()]);
  await asAdministrator(inject('database').ownerUrl, `drop database ${database.name} with (force)`);
}

async function asAdministrator(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace('NAME', 'postgres') });
  await client.connect();
  try {
    // Two files cloning at once both connect to the template for a moment; PostgreSQL refuses one of them.
    for (let tries = 0; ; tries += 1) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        if ((error as { code?: string }).code !== '55006' || tries > 50) throw error;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    }
  } finally {
    await client.end();
  }
}

/** `testDatabase` with its removal registered. */
export async function ownDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  afterFile(() => dropDatabase(database));
  return database;
}
