import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Letters nobody gets are counted each time somebody looks at how the portal does. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index outgoing_letters_given_up on outgoing_letters (given_up_at) where given_up_at is not null`);
}
