import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabaseService } from './database-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Socket of the service that hands out databases; see database-service.ts. */
    databases: string;
    /** File of the parts of pages that passed; see passed-parts.ts. */
    passedParts: string;
  }
}

/** What the files of a run share. Nothing starts before a file asks for it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'cen-run-'));
  const databases = join(directory, 'databases.sock');
  const service = await openDatabaseService(databases);
  project.provide('databases', databases);
  const passedParts = join(directory, 'parts');
  await writeFile(passedParts, '');
  project.provide('passedParts', passedParts);
  return async () => {
    await service.close();
    await rm(directory, { recursive: true, force: true });
  };
}
