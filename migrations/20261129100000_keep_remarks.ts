import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What was remarked of a file's row stays with its record: a unit that was assumed, a word no list knows. Words nobody
 * has said the meaning of are answered later, for all records that carry them, by a job that can be undone.
 */
const answers = `
  create table kept_word_answers (
    id bigint generated always as identity constraint kept_word_answers_pkey primary key,
    client_uuid uuid not null constraint kept_word_answers_client_uuid_unique unique,
    office_id int not null constraint kept_word_answers_office_fk references offices,
    account_id int not null constraint kept_word_answers_account_fk references accounts,
    answers jsonb not null,
    reason text not null constraint kept_word_answers_reason_length check (length(reason) between 1 and 2000),
    asked_at timestamptz not null default now(),
    state text not null default 'running' constraint kept_word_answers_state_known
      check (state in ('running', 'done', 'undoing', 'undone', 'stopped')),
    total int not null,
    last_id bigint not null default 0,
    ended_at timestamptz,
    undone_by int constraint kept_word_answers_undone_by_fk references accounts,
    undo_reason text constraint kept_word_answers_undo_reason_length check (length(undo_reason) between 1 and 2000)
  );
  comment on table kept_word_answers is 'what an office said words of its files mean, after their records were saved';
  comment on column kept_word_answers.answers is 'a list of kind, key, word and answer';
  comment on column kept_word_answers.last_id is 'records up to this one were looked at';
  create index kept_word_answers_open on kept_word_answers (id) where state in ('running', 'undoing');
  create index kept_word_answers_office on kept_word_answers (office_id, id desc);

  create table kept_word_answered (
    answer_id bigint not null constraint kept_word_answered_answer_fk references kept_word_answers,
    seizure_id bigint not null constraint kept_word_answered_seizure_fk references seizures,
    version int not null,
    outcome text not null constraint kept_word_answered_outcome_known
      check (outcome in ('done', 'settled', 'failed', 'undone', 'kept')),
    constraint kept_word_answered_pkey primary key (answer_id, seizure_id)
  );
  create index kept_word_answered_seizure on kept_word_answered (seizure_id);
  comment on column kept_word_answered.version is 'of the record after it: undone only while it is still that';
  grant select, insert, update on kept_word_answers, kept_word_answered to cen_app;
`;

const remarks = `
  create table seizure_remarks (
    seizure_id bigint not null constraint seizure_remarks_seizure_fk references seizures,
    no int not null,
    office_id int not null constraint seizure_remarks_office_fk references offices,
    by_office_id int not null constraint seizure_remarks_by_office_fk references offices,
    line_no int,
    field text not null,
    code text not null constraint seizure_remarks_code_shape check (code ~ '^[a-z][a-z_]{1,39}$'),
    detail jsonb not null default '{}',
    kind text,
    word_key text,
    settled_version int,
    settled_by bigint constraint seizure_remarks_settled_by_fk references kept_word_answers,
    constraint seizure_remarks_pkey primary key (seizure_id, no),
    constraint seizure_remarks_word_whole check ((kind is null) = (word_key is null))
  );
  comment on table seizure_remarks is 'what was remarked of a file''s row when it became a record';
  comment on column seizure_remarks.by_office_id is 'whose import it came by: its own office, or one on its behalf';
  comment on column seizure_remarks.line_no is 'the goods line; null for the record as a whole';
  comment on column seizure_remarks.word_key is 'of a word nobody has said the meaning of';
  comment on column seizure_remarks.settled_version is 'version that says what was open; null while it is';
  create index seizure_remarks_words on seizure_remarks (office_id, kind, word_key, seizure_id)
    where kind is not null and settled_version is null;
  create index seizure_remarks_words_by on seizure_remarks (by_office_id, kind, word_key, seizure_id)
    where kind is not null and settled_version is null and by_office_id <> office_id;
  create index import_rows_joined on import_rows (seizure_id)
    where seizure_id is not null and problems @> '[{"code": "ref_joined"}]';
  grant select, insert, update on seizure_remarks to cen_app;

  alter table synonyms add column kept_answer_id bigint
    constraint synonyms_kept_answer_fk references kept_word_answers;
  comment on column synonyms.kept_answer_id is 'where it was said of records, not of a file before its rows were saved';
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(answers + remarks);
}
