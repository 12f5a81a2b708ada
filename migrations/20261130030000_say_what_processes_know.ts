import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What a process reads may be taken away when every process that lives knows how to do without. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table portal_processes add column knows text;
    comment on column portal_processes.knows is
      'the newest migration its code came with; null for a release that did not say'`);
}
