import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A short record is written on one page; a draft may be handed to a colleague of the office, and taken back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table seizure_drafts drop constraint seizure_drafts_step_known,
      add constraint seizure_drafts_step_known check (step in
        ('circumstances', 'goods', 'route', 'concealment', 'persons', 'outcome', 'review', 'page')),
      add column handed_by int constraint seizure_drafts_handed_by_fk references accounts,
      add column handed_at timestamptz,
      add column handed_note text,
      add constraint seizure_drafts_handed_whole check ((handed_by is null) = (handed_at is null));
    comment on column seizure_drafts.handed_by is 'who wrote it before account_id, and may take it back';
    comment on column seizure_drafts.handed_note is 'what the colleague is to do; read by both of them alone';
    create index seizures_by_recorder on seizures (recorded_by, recorded_at desc);
    create index seizure_drafts_handed on seizure_drafts (handed_by, handed_at desc) where handed_by is not null;
  `);
}
