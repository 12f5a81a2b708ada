import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Words that the guard did not find are taken out as well: hidden as soon as one person asks, removed when another
 * agrees. They leave history, threads and what a file said, as earlier versions only in the transaction of that step;
 * the trail, whose rows are sealed, keeps what is needed to hide them wherever it is read.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table seizure_steps drop constraint seizure_steps_kind_known;
    alter table seizure_steps add constraint seizure_steps_kind_known check (kind in (
      'submitted', 'amended', 'corrected', 'queried', 'answered', 'verified', 'withdrawn', 'merged', 'unmerged',
      'linked', 'unlinked', 'restored', 'confirmed', 'approved', 'returned', 'redacted', 'shown', 'recoded',
      'embargoEnded', 'hidden'));
    create table audit_removed_words (
      subject text not null,
      words_hash text not null,
      length int not null constraint audit_removed_words_length check (length between 1 and 500),
      at timestamptz not null default now(),
      constraint audit_removed_words_pkey primary key (subject, words_hash)
    );
    comment on table audit_removed_words is
      'words taken out of a record: hidden in the details of trail rows about it wherever they are read';
    comment on column audit_removed_words.words_hash is 'SHA-256 of the words in small letters, hex';
    grant select, insert on audit_removed_words to cen_app;
    grant update (reason) on seizure_steps, seizure_settlements to cen_app;
    grant update (text) on seizure_question_texts to cen_app;
    grant update (source) on seizure_records to cen_app;
    create trigger seizure_steps_kept before update of reason on seizure_steps
      for each statement execute function require_redaction();
    create trigger seizure_settlements_kept before update of reason on seizure_settlements
      for each statement execute function require_redaction();
    create trigger seizure_question_texts_kept before update of text on seizure_question_texts
      for each statement execute function require_redaction();
  `);
}
