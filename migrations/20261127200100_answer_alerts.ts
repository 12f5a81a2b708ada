import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What readers of an alert answer: that they controlled and had a hit or found nothing, and questions to its issuer.
 * Nothing is changed afterwards; a report that was wrong is withdrawn.
 */
const answers = `
  create table cws_hits (
    id int generated always as identity constraint cws_hits_pkey primary key,
    client_uuid uuid not null constraint cws_hits_client_uuid_unique unique,
    document_id bigint not null constraint cws_hits_document_fk references cws_documents,
    version int not null,
    account_id int not null constraint cws_hits_account_fk references accounts,
    office_id int not null constraint cws_hits_office_fk references offices,
    at timestamptz not null default now(),
    outcome text not null constraint cws_hits_outcome_known check (outcome in ('hit', 'none')),
    controlled_on date not null,
    controls int not null default 1 constraint cws_hits_controls_counted check (controls between 1 and 100000),
    quantity text,
    record_ref text,
    remark text,
    withdrawn_at timestamptz
  );
  comment on column cws_hits.version is 'of the alert, when it was answered';
  comment on column cws_hits.record_ref is 'seizure the account could see; shown to who sees it';
  create index cws_hits_document on cws_hits (document_id, id desc);

  create table cws_questions (
    id int generated always as identity constraint cws_questions_pkey primary key,
    document_id bigint not null constraint cws_questions_document_fk references cws_documents,
    account_id int not null constraint cws_questions_account_fk references accounts,
    at timestamptz not null default now(),
    waits boolean not null default true
  );
  comment on column cws_questions.waits is 'for the issuer: the reader had the last word';
  create index cws_questions_document on cws_questions (document_id, id desc);
  create index cws_questions_waiting on cws_questions (document_id) where waits;

  create table cws_question_words (
    id int generated always as identity constraint cws_question_words_pkey primary key,
    client_uuid uuid not null constraint cws_question_words_client_uuid_unique unique,
    question_id int not null constraint cws_question_words_question_fk references cws_questions,
    account_id int not null constraint cws_question_words_account_fk references accounts,
    at timestamptz not null default now(),
    text text not null
  );
  create index cws_question_words_question on cws_question_words (question_id, id);

  grant select, insert, update (withdrawn_at) on cws_hits to cen_app;
  grant select, insert, update (waits) on cws_questions to cen_app;
  grant select, insert on cws_question_words to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(answers);
}
