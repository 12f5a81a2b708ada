import type { Knex } from 'knex';

/**
 * The desk's queue rises in every column of its index, so that what stands before or after a place is one stretch; and
 * whether a viewer may see a record is in it too, so that the queue is counted without its records.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index seizures_to_verify;
    create index seizures_to_verify on seizures (region_id, (-doubts), changed_at, id)
      include (doubts, country, verified_version, held, office_id, release, embargo_until, release_offices)
      where status = 'submitted';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index seizures_to_verify;
    create index seizures_to_verify on seizures (region_id, doubts desc, changed_at, id)
      include (country, verified_version, held, version) where status = 'submitted';
  `);
}
