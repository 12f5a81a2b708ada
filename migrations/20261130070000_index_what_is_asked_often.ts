import type { Knex } from 'knex';

/**
 * The Secretariat verifies for every Member: without a region in front of it the index of the queue does not give its
 * order, and the next record was sought among all that wait. Whether a Member has wildlife to report of a year is asked
 * with what waits, on the front page; the reports themselves, of other headings as well, where they are made.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(`
    create index seizures_to_verify_of_all on seizures ((-doubts), changed_at, id)
      include (doubts, country, verified_version, held, office_id, region_id, release, embargo_until, release_offices)
      where status = 'submitted';
    create index seizures_with_wildlife on seizures (office_id, seizure_date) where headings @> array['CITES'::text];
    create index seizures_of_year on seizures (office_id, seizure_date)`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.raw(
    'drop index seizures_to_verify_of_all; drop index seizures_with_wildlife; drop index seizures_of_year',
  );
}
