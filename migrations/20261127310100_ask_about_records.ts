import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Questions about a record, to the office it is of, and corrections others suggest to it. `field` is the place in the
 * record it is about, empty for the whole; it keeps its name when an amendment takes the field away. A record is
 * queried while a question about it is open. Texts are never changed.
 */
const tables = `
  create table seizure_questions (
    id bigint generated always as identity primary key,
    seizure_id bigint not null constraint seizure_questions_seizure_fk references seizures,
    client_uuid uuid not null constraint seizure_questions_client_uuid_unique unique,
    kind text not null constraint seizure_questions_kind_known check (kind in ('question', 'suggestion')),
    field text not null constraint seizure_questions_field_shape check (length(field) <= 80),
    -- As the asker saw it, for suggestions: what it should say instead.
    proposed text constraint seizure_questions_proposed_length check (length(proposed) <= 300),
    version int not null,
    account_id int not null constraint seizure_questions_account_fk references accounts,
    due date,
    state text not null default 'open' constraint seizure_questions_state_known
      check (state in ('open', 'answered', 'accepted', 'declined', 'closed')),
    asked_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    -- An answer the asker has not seen yet.
    news boolean not null default false
  );
  create index seizure_questions_seizure on seizure_questions (seizure_id, id);
  create index seizure_questions_open on seizure_questions (due) where state = 'open';
  create index seizure_questions_news on seizure_questions (account_id) where news;

  create table seizure_question_texts (
    id bigint generated always as identity primary key,
    question_id bigint not null constraint seizure_question_texts_question_fk references seizure_questions,
    account_id int not null constraint seizure_question_texts_account_fk references accounts,
    at timestamptz not null default now(),
    text text not null constraint seizure_question_texts_length check (length(text) between 1 and 1000),
    client_uuid uuid constraint seizure_question_texts_client_uuid_unique unique
  );
  create index seizure_question_texts_question on seizure_question_texts (question_id, id);
  grant select, insert, update on seizure_questions to cen_app;
  grant select, insert on seizure_question_texts to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(tables);
}
