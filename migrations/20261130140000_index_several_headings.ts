import type { Knex } from 'knex';
import { makeSmallIndex, type LargeIndex } from '../src/db/large-indexes.ts';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Records of several headings: an export of one heading asks which others these bring along. */
export const large: LargeIndex = {
  name: 'seizures_of_several_headings',
  table: 'seizures',
  definition: '(seizure_date) where cardinality(headings) > 1',
};

export async function up(knex: Knex): Promise<void> {
  await makeSmallIndex(knex, large);
}
