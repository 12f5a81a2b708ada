import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownMigrations, migrationsDirectory } from '../../src/db/known-migrations.ts';

/** The one migration the next release brings. */
export const nextMigration = '20991231000100_next_release.ts';

/** A directory with the portal's migrations, beside which `lay` puts that of the next release. */
export function nextRelease(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cen-migrations-'));
  for (const name of knownMigrations()) symlinkSync(join(migrationsDirectory, name), join(directory, name));
  return directory;
}

export function lay(directory: string, statements: string, contract = ''): void {
  writeFileSync(
    join(directory, nextMigration),
    `export async function up(knex) { await knex.raw(\`${statements}\`); }
     export async function down() {}
     ${contract}`,
  );
}
