import type { Knex } from 'knex';
import { makeSmallIndex, type LargeIndex } from '../src/db/large-indexes.ts';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The words of a record beside the stretch of records it came in: a search asks for the newest first. */
export const large: LargeIndex = {
  name: 'seizures_words',
  table: 'seizures',
  definition: 'using gin ((array[(id >> 18)::int]), document)',
  replaces: 'seizures_document',
};

export async function up(knex: Knex): Promise<void> {
  await makeSmallIndex(knex, large);
}
