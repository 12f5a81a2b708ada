import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Means of detection besides the main one are found, so that a code that takes the place of another does so there. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index seizure_records_means on seizure_records using gin ((record #> '{facts,detectionMeans}'))
      where record #> '{facts,detectionMeans}' is not null
  `);
}
