import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** An office may forget what it said of files of one shape. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`grant delete on import_profiles to cen_app`);
}
