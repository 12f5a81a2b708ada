import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * A change waits until the watch lists were held against it; its step is that of the same transaction. What was there
 * before is no news.
 */
const changes = `
  alter table seizure_changes add column watched boolean not null default true;
  alter table seizure_changes alter column watched set default false;
  create index seizure_changes_unwatched on seizure_changes (seq) where not watched;
  grant update (watched) on seizure_changes to cen_app;
  alter table seizure_steps add column transaction_id xid8;
  alter table seizure_steps alter column transaction_id set default pg_current_xact_id();
`;

/** A saved search, and a watch list where it tells. `query` is the search as parameters, read again at every use. */
const watches = `
  create table seizure_watches (
    id bigint generated always as identity constraint seizure_watches_pkey primary key,
    client_uuid uuid not null constraint seizure_watches_client_uuid_unique unique,
    account_id int not null constraint seizure_watches_account_fk references accounts,
    office_id int not null constraint seizure_watches_office_fk references offices,
    name text not null constraint seizure_watches_name_length check (length(name) between 1 and 80),
    query jsonb not null,
    rhythm text not null constraint seizure_watches_rhythm_known
      check (rhythm in ('none', 'atOnce', 'daily', 'weekly')),
    by_letter boolean not null default true,
    shared boolean not null default false,
    mailbox boolean not null default false,
    amended boolean not null default true,
    own boolean not null default false,
    version int not null default 1,
    leave_token uuid not null default gen_random_uuid() constraint seizure_watches_leave_token_unique unique,
    made_at timestamptz not null default now(),
    looked_no bigint not null default 0,
    looked_at timestamptz,
    told_at timestamptz,
    ended_at timestamptz,
    ended_why text constraint seizure_watches_ended_known check (ended_why in ('person', 'access')),
    constraint seizure_watches_ended_has_reason check ((ended_at is null) = (ended_why is null))
  );
  comment on column seizure_watches.mailbox is 'also told to the mailbox of the office';
  comment on column seizure_watches.own is 'also what the own office records and amends';
  comment on column seizure_watches.looked_no is 'hits up to here were looked at when letters were last written';
  comment on column seizure_watches.leave_token is 'in the header of its letters: ends them, and does nothing else';
  create index seizure_watches_account on seizure_watches (account_id) where ended_at is null;
  create index seizure_watches_shared on seizure_watches (office_id) where shared and ended_at is null;
`;

/**
 * Records that matched, one row for a watch and a record, with a new number at every change of it. Who may see it is
 * asked when it is shown or told, not here. A letter names what it told of, and is held against the present before it
 * leaves.
 */
const hits = `
  create sequence seizure_watch_numbers;
  create table seizure_watch_hits (
    watch_id bigint not null constraint seizure_watch_hits_watch_fk references seizure_watches,
    seizure_id bigint not null constraint seizure_watch_hits_seizure_fk references seizures,
    no bigint not null default nextval('seizure_watch_numbers'),
    kind text not null constraint seizure_watch_hits_kind_known check (kind in ('new', 'amended')),
    change_seq bigint not null,
    at timestamptz not null default now(),
    told_at timestamptz,
    constraint seizure_watch_hits_pkey primary key (watch_id, seizure_id)
  );
  create index seizure_watch_hits_number on seizure_watch_hits (watch_id, no);
  create index seizure_watch_hits_untold on seizure_watch_hits (watch_id) where told_at is null;
  create index seizure_watch_hits_seizure on seizure_watch_hits (seizure_id);

  create table seizure_watch_visits (
    watch_id bigint not null constraint seizure_watch_visits_watch_fk references seizure_watches,
    account_id int not null constraint seizure_watch_visits_account_fk references accounts,
    seen_no bigint not null,
    at timestamptz not null default now(),
    constraint seizure_watch_visits_pkey primary key (watch_id, account_id)
  );

  create table seizure_watch_letters (
    id bigint generated always as identity constraint seizure_watch_letters_pkey primary key,
    watch_id bigint not null constraint seizure_watch_letters_watch_fk references seizure_watches,
    to_mailbox boolean not null,
    listed bigint[] not null,
    records int not null,
    imports int not null,
    written_at timestamptz not null default now()
  );
  create index seizure_watch_letters_watch on seizure_watch_letters (watch_id, id desc);
  create index outgoing_letters_about_watch on outgoing_letters (about) where kind = 'watchNews';

  grant select, insert, update on seizure_watches, seizure_watch_visits to cen_app;
  grant select, insert, update, delete on seizure_watch_hits to cen_app;
  grant select, insert, delete on seizure_watch_letters to cen_app;
  grant usage on sequence seizure_watch_numbers to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(changes + watches + hits);
}
