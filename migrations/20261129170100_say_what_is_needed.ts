import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * A database may be newer than a portal that works on it, while one process after another is replaced: only what it
 * names here must be known. A migration that takes away what the release before it uses names itself.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table portal_instance add column needs_migration text not null default '20261129170100_say_what_is_needed.ts';
    comment on column portal_instance.needs_migration is
      'a portal that does not know this migration cannot work on the database any more'`);
}
