import type { Knex } from 'knex';
import { makeSmallIndex, type LargeIndex } from '../src/db/large-indexes.ts';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The desk counts what was amended since its verification, and what is held, without reading all that waits. */
export const large: LargeIndex = {
  name: 'seizures_to_verify_again',
  table: 'seizures',
  definition: `(region_id, id)
    include (country, verified_version, held, office_id, release, embargo_until, release_offices)
    where status = 'submitted' and (verified_version is not null or held)`,
};

export async function up(knex: Knex): Promise<void> {
  await makeSmallIndex(knex, large);
}
