import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Whom a draft was handed to stays known after it is taken back: a form of his still open is answered so. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table seizure_drafts
      add column handed_to int constraint seizure_drafts_handed_to_fk references accounts;
    comment on column seizure_drafts.handed_to is 'who it was last handed to, also once it is taken back';
  `);
}
