import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Whether a file was scanned; null for one from before this was noted. */
const scanned = `
  alter table cencomm_attachments add column is_scanned boolean;
  alter table cencomm_library_versions add column is_scanned boolean;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(scanned);
}
