import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What waits is asked with each front page, which read all imports of an office for those that are not over. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index imports_open on imports (office_id, id)
    where state not in ('committed', 'undoing', 'kept', 'undone', 'discarded')`);
}
