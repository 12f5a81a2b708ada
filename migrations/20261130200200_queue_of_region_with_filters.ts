import type { Knex } from 'knex';
import { makeSmallIndex, type LargeIndex } from '../src/db/large-indexes.ts';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The queue of a region with what the desk narrows it by: a heading or a channel was sought in each record that waits,
 * of which the Secretariat has hundreds of thousands.
 */
export const large: LargeIndex = {
  name: 'seizures_to_verify_of_region',
  table: 'seizures',
  definition: `(region_id, (-doubts), changed_at, id)
    include (doubts, country, verified_version, held, office_id, release, embargo_until, release_offices,
      channel, headings)
    where status = 'submitted'`,
  replaces: 'seizures_to_verify',
};

export async function up(knex: Knex): Promise<void> {
  await makeSmallIndex(knex, large);
}
