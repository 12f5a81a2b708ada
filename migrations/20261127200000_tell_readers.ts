import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Who relied on a document is told when it is withdrawn or corrected, and takes notice of that anew; who has not
 * acknowledged an urgent alert is reminded; a RILO asks the Secretariat to open its document to the world.
 */
const notices = `
  alter table cws_versions add column corrects boolean not null default false;
  comment on column cws_versions.corrects is
    'something was wrong before: whoever read it is told, and asked to take notice';
  alter table cws_documents add column corrected_at timestamptz;
  comment on column cws_documents.corrected_at is 'when its newest version that corrects was published';
  create index cws_documents_withdrawn on cws_documents (withdrawn_at) where state = 'withdrawn';
  create index cws_documents_corrected on cws_documents (corrected_at) where corrected_at is not null;

  alter table cws_reads add column first_read_at timestamptz, add column noticed_at timestamptz;
  alter table cws_digests add column written_at timestamptz not null default now();
  update cws_reads set first_read_at = read_at where version > 0;
  comment on column cws_reads.first_read_at is 'null: acknowledged from the strip, never opened';
  comment on column cws_reads.noticed_at is 'when this account last took notice of a withdrawal or correction';
`;

const reminders = `
  create table cws_reminders (
    document_id bigint not null constraint cws_reminders_document_fk references cws_documents,
    account_id int not null constraint cws_reminders_account_fk references accounts,
    version int not null,
    at timestamptz not null default now(),
    sent_by int constraint cws_reminders_sent_by_fk references accounts,
    constraint cws_reminders_pkey primary key (document_id, account_id, at)
  );
  comment on column cws_reminders.sent_by is 'null: the portal, by itself';
  grant select, insert on cws_reminders to cen_app;

  create table cws_office_letters (
    document_id bigint not null constraint cws_office_letters_document_fk references cws_documents,
    version int not null,
    office_id int not null constraint cws_office_letters_office_fk references offices,
    at timestamptz not null default now(),
    constraint cws_office_letters_pkey primary key (document_id, version, office_id)
  );
  comment on table cws_office_letters is 'urgent alerts told to the mailbox of an office';
  grant select, insert, delete on cws_office_letters to cen_app;
`;

const worldRequests = `
  create table cws_world_requests (
    id int generated always as identity constraint cws_world_requests_pkey primary key,
    document_id bigint not null constraint cws_world_requests_document_fk references cws_documents,
    asked_by int not null constraint cws_world_requests_asked_by_fk references accounts,
    asked_at timestamptz not null default now(),
    reason text not null,
    answer text constraint cws_world_requests_answer_known check (answer in ('granted', 'refused', 'takenBack')),
    answered_at timestamptz,
    answered_by int constraint cws_world_requests_answered_by_fk references accounts,
    constraint cws_world_requests_answer_dated check ((answer is null) = (answered_at is null))
  );
  create unique index cws_world_requests_open on cws_world_requests (document_id) where answer is null;
  grant select, insert, update on cws_world_requests to cen_app;

  alter table cws_steps drop constraint cws_steps_kind_known;
  alter table cws_steps add constraint cws_steps_kind_known
    check (kind in ('begun', 'submitted', 'returned', 'published', 'widened', 'revised', 'withdrawn', 'discarded',
      'checked', 'worldAsked', 'worldRefused', 'worldTakenBack'));
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(notices + reminders + worldRequests);
}
