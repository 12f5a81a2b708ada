import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The records of an office are measured from an index alone: of one that enters a hundred thousand a year, none is
 * fetched. Those of container vessels without a container number have an index of their own, since their words decide.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index seizures_by_office;
    create index seizures_by_office on seizures (office_id, recorded_at desc)
      include (status, seizure_date, concealment, departure, destination, detection, region_id, release, embargo_until,
        release_offices);
    create index seizures_without_container on seizures (office_id, recorded_at)
      include (status, region_id, release, embargo_until, release_offices)
      where transport = 'SEA-CONT' and not (document @@ '''box='':*'::tsquery);
  `);
}
