import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A large import is taken back chunk by chunk, while its page shows how far it is. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table imports drop constraint imports_state_known;
    alter table imports add constraint imports_state_known check (state in
      ('uploaded', 'reading', 'asking', 'checking', 'ready', 'committing', 'committed', 'undoing', 'keeping', 'kept',
        'undone', 'failed', 'discarded'))`);
}
