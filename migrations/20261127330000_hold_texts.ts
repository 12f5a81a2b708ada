import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Words that the guard found and an officer called not personal: hidden from other Members (`masked`) until a second
 * person agrees, or taken out for good by two persons. Of what was taken out the hash stays.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table seizure_records add column masked jsonb;
    alter table seizure_versions add column masked jsonb;
    create table seizure_texts (
      id bigint generated always as identity primary key,
      seizure_id bigint not null constraint seizure_texts_seizure_fk references seizures,
      path text not null,
      kind text not null,
      words text,
      words_hash text not null,
      reason text not null,
      marked_by int not null constraint seizure_texts_marked_by_fk references accounts,
      marked_at timestamptz not null default now(),
      state text not null default 'waiting'
        constraint seizure_texts_state_known check (state in ('waiting', 'proposed', 'agreed', 'removed')),
      proposed_by int constraint seizure_texts_proposed_by_fk references accounts,
      proposed_at timestamptz,
      decided_by int constraint seizure_texts_decided_by_fk references accounts,
      decided_at timestamptz,
      constraint seizure_texts_second_agrees check (state <> 'agreed' or decided_by <> marked_by),
      constraint seizure_texts_second_removes check (state <> 'removed' or decided_by <> proposed_by),
      constraint seizure_texts_words_gone check ((words is null) = (state = 'removed'))
    );
    create index seizure_texts_of on seizure_texts (seizure_id);
    create index seizure_texts_open on seizure_texts (marked_at) where state in ('waiting', 'proposed');
    grant select, insert, update on seizure_texts to cen_app;
    alter table seizure_steps drop constraint seizure_steps_kind_known;
    alter table seizure_steps add constraint seizure_steps_kind_known check (kind in (
      'submitted', 'amended', 'corrected', 'queried', 'answered', 'verified', 'withdrawn', 'merged', 'unmerged',
      'linked', 'unlinked', 'restored', 'confirmed', 'approved', 'returned', 'redacted', 'shown'));
    grant update (record, masked) on seizure_versions to cen_app;
  `);
}
