import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What waits is asked with each front page, which read all pictures of an office for those that were returned. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`create index cpdb_pictures_returned on cpdb_pictures (office_id) where state = 'returned';`);
}
