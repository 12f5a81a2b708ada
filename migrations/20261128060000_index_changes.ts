import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** The copy that figures are made of asks what changed since its oldest unfinished transaction, every second. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw('create index seizure_changes_transaction on seizure_changes (transaction_id)');
}
