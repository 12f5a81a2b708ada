import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { openPool, type Pool } from '../../src/db/pool.ts';
import { afterFile } from './after-file.ts';
import type { HandedOut } from './database-service.ts';
import { patientLimits } from './patient-limits.ts';

export interface TestDatabase {
  readonly name: string;
  /** As the application's own role. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly pool: Pool;
  /** As the owner: to look at or damage what the application may not. */
  readonly owner: Pool;
}

/** A database of its own for a test file, a copy of the template; dropped after the file. Call inside beforeAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const { name, appUrl, ownerUrl } = await ask<HandedOut>('POST', '/');
  return {
    name,
    appUrl,
    ownerUrl,
    pool: openPool({ url: appUrl, max: 8, ...patientLimits }),
    owner: openPool({ url: ownerUrl, max: 2, ...patientLimits }),
  };
}

export async function dropDatabase(database: TestDatabase): Promise<void> {
  await Promise.all([database.pool.end(), database.owner.end()]);
  await ask('DELETE', `/${database.name}`);
}

/** `testDatabase` with its removal registered. */
export async function ownDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  afterFile(() => dropDatabase(database));
  return database;
}

async function ask<Answer>(method: string, path: string): Promise<Answer> {
  const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ socketPath: inject('databases'), method, path, agent: false }, res =>
      text(res).then(body => resolve({ status: res.statusCode, body }), reject),
    )
      .on('error', reject)
      .end();
  });
  if (answer.status !== 200) throw new Error(answer.body);
  return JSON.parse(answer.body) as Answer;
}
