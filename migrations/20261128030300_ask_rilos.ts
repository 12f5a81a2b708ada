import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What an officer asks a RILO about records that are counted and not shown: the search in which they were counted, and
 * why they are asked for. It names no record, since the asker knows none.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table seizure_requests (
      id bigint generated always as identity constraint seizure_requests_pkey primary key,
      client_uuid uuid not null constraint seizure_requests_client_uuid_unique unique,
      rilo_id int not null constraint seizure_requests_rilo_fk references offices,
      account_id int not null constraint seizure_requests_account_fk references accounts,
      office_id int not null constraint seizure_requests_office_fk references offices,
      query text not null constraint seizure_requests_query_length check (length(query) <= 4000),
      text text not null constraint seizure_requests_text_length check (length(text) between 1 and 1000),
      asked_at timestamptz not null default now(),
      answer text constraint seizure_requests_answer_length check (length(answer) between 1 and 1000),
      answered_by int constraint seizure_requests_answered_by_fk references accounts,
      answered_at timestamptz,
      news boolean not null default false,
      constraint seizure_requests_answered_whole
        check ((answer is null) = (answered_by is null) and (answer is null) = (answered_at is null))
    );
    comment on column seizure_requests.news is 'an answer the asker has not seen';
    create index seizure_requests_open on seizure_requests (rilo_id) where answer is null;
    create index seizure_requests_of on seizure_requests (account_id, id desc);
    grant select, insert on seizure_requests to cen_app;
    grant update (answer, answered_by, answered_at, news) on seizure_requests to cen_app;
  `);
}
