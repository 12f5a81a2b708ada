import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Pages that are due are told from what their keepers said, among all that was done to documents. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw("create index cws_steps_checked on cws_steps (document_id, id desc) where kind = 'checked'");
}
