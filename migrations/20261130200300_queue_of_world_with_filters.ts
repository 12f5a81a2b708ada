import type { Knex } from 'knex';
import { makeSmallIndex, type LargeIndex } from '../src/db/large-indexes.ts';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The queue of all regions, as that of one. */
export const large: LargeIndex = {
  name: 'seizures_to_verify_of_world',
  table: 'seizures',
  definition: `((-doubts), changed_at, id)
    include (doubts, country, verified_version, held, office_id, region_id, release, embargo_until, release_offices,
      channel, headings)
    where status = 'submitted'`,
  replaces: 'seizures_to_verify_of_all',
};

export async function up(knex: Knex): Promise<void> {
  await makeSmallIndex(knex, large);
}
