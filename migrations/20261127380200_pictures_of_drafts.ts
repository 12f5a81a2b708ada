import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Pictures taken while a seizure is entered live with its draft, and go to the record it becomes. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table cpdb_pictures
      add column seizure_draft_id uuid constraint cpdb_pictures_seizure_draft_fk references seizure_drafts;
    comment on column cpdb_pictures.seizure_draft_id is
      'draft of a seizure it was begun with: until that is submitted only who writes the draft sees the picture';
    create unique index cpdb_pictures_of_seizure_draft on cpdb_pictures (seizure_draft_id) where state <> 'discarded';
  `);
}
