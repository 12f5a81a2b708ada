import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * CENcomm: closed user groups of an operation. Columns that end in `_ct` hold AES-256-GCM of the text, under a key of
 * the operation (security.md section 2); `epoch`, `salt`, the author and `created_ms` are what that key and its context
 * are made of.
 */
const operations = `
  create table cencomm_keks (
    kek_id text constraint cencomm_keks_pkey primary key,
    state text not null constraint cencomm_keks_state_known check (state in ('active', 'decrypt_only', 'retired')),
    kcv bytea not null,
    created_at timestamptz not null default now(),
    retired_at timestamptz
  );
  comment on column cencomm_keks.kcv is
    'key check value: HMAC-SHA256 of the key, so that a wrong file is known as such';
  create unique index cencomm_keks_one_active on cencomm_keks (state) where state = 'active';

  create sequence cencomm_operation_numbers;
  create table cencomm_operations (
    id uuid constraint cencomm_operations_pkey primary key,
    code text not null default ('OP-' || extract(year from now() at time zone 'UTC')::text || '-'
      || lpad(nextval('cencomm_operation_numbers')::text, 4, '0'))
      constraint cencomm_operations_code_unique unique,
    client_uuid uuid not null constraint cencomm_operations_client_uuid_unique unique,
    title text not null,
    state text not null default 'requested'
      constraint cencomm_operations_state_known
        check (state in ('requested', 'refused', 'open', 'closed', 'archived', 'disposed')),
    version int not null default 1,
    requested_by int not null constraint cencomm_operations_requested_by_fk references accounts,
    office_id int not null constraint cencomm_operations_office_fk references offices,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_operations_salt_size check (octet_length(salt) = 32),
    details_ct bytea not null,
    details_epoch int not null default 1,
    starts_on date not null,
    ends_on date not null,
    headings text[] not null,
    countries text[] not null,
    langs text[] not null,
    joining text not null default 'from_now'
      constraint cencomm_operations_joining_known check (joining in ('from_now', 'history')),
    forms jsonb not null default '{}',
    retention_days int not null default 1825
      constraint cencomm_operations_retention check (retention_days between 30 and 7300),
    decided_by int constraint cencomm_operations_decided_by_fk references accounts,
    decided_at timestamptz,
    decision text,
    current_epoch int not null default 1,
    message_seq bigint not null default 0,
    closed_at timestamptz,
    archived_at timestamptz,
    disposed_at timestamptz,
    legal_hold boolean not null default false,
    held_at timestamptz,
    held_by int constraint cencomm_operations_held_by_fk references accounts,
    synthetic boolean not null default false,
    constraint cencomm_operations_dates check (ends_on >= starts_on)
  );
  comment on column cencomm_operations.details_ct is
    'sealed JSON: the aim, and what members are told on the front page';
  comment on column cencomm_operations.forms is
    'fields of the three messages, chosen of the seizure record''s own: { warning: [names], feedback: [names], '
    'seizure: [names] }';
  comment on column cencomm_operations.message_seq is
    'number of the last message: a row that was deleted leaves a gap the verifier finds';
  create index cencomm_operations_register on cencomm_operations (code);
  create index cencomm_operations_requested on cencomm_operations (id) where state = 'requested';
  create index cencomm_operations_ended on cencomm_operations (closed_at) where state in ('closed', 'archived');

  create table cencomm_operation_keys (
    operation_id uuid not null constraint cencomm_operation_keys_operation_fk references cencomm_operations,
    epoch int not null,
    kek_id text not null constraint cencomm_operation_keys_kek_fk references cencomm_keks,
    wrapped_dek bytea constraint cencomm_operation_keys_size check (octet_length(wrapped_dek) = 61),
    reason text not null
      constraint cencomm_operation_keys_reason_known check (reason in ('opened', 'removal', 'age', 'suspicion')),
    created_at timestamptz not null default now(),
    shredded_at timestamptz,
    constraint cencomm_operation_keys_pkey primary key (operation_id, epoch),
    constraint cencomm_operation_keys_shredded check ((wrapped_dek is null) = (shredded_at is not null))
  );
  create index cencomm_operation_keys_kek on cencomm_operation_keys (kek_id) where wrapped_dek is not null;

  grant usage on sequence cencomm_operation_numbers to cen_app;
  grant select, insert, update on cencomm_keks, cencomm_operations, cencomm_operation_keys to cen_app;
`;

/**
 * Who belongs to an operation, who is invited, and who is there: with an open stream now, or when last, and when last
 * told by letter that something waits.
 */
const members = `
  create table cencomm_members (
    id bigint generated always as identity constraint cencomm_members_pkey primary key,
    operation_id uuid not null constraint cencomm_members_operation_fk references cencomm_operations,
    account_id int not null constraint cencomm_members_account_fk references accounts,
    role text not null constraint cencomm_members_role_known check (role in ('owner', 'liaison', 'member', 'observer')),
    country text,
    sees_from_ms bigint not null default 0,
    joined_at timestamptz not null default now(),
    added_by int not null constraint cencomm_members_added_by_fk references accounts,
    removed_at timestamptz,
    removed_by int constraint cencomm_members_removed_by_fk references accounts,
    left_by_own_will boolean not null default false
  );
  comment on column cencomm_members.sees_from_ms is
    'messages, forms and files made before are not theirs to see; 0: the whole history';
  comment on column cencomm_members.country is
    'ISO 3166-1 alpha-2 the member speaks for: of the office, or as the liaison of a country';
  create unique index cencomm_members_once on cencomm_members (operation_id, account_id) where removed_at is null;
  create index cencomm_members_of_account on cencomm_members (account_id) where removed_at is null;

  create table cencomm_invitations (
    id uuid constraint cencomm_invitations_pkey primary key,
    operation_id uuid not null constraint cencomm_invitations_operation_fk references cencomm_operations,
    office_id int constraint cencomm_invitations_office_fk references offices,
    account_id int constraint cencomm_invitations_account_fk references accounts,
    role text not null constraint cencomm_invitations_role_known check (role in ('liaison', 'member', 'observer')),
    country text,
    invited_by int not null constraint cencomm_invitations_by_fk references accounts,
    invited_at timestamptz not null default now(),
    state text not null default 'open'
      constraint cencomm_invitations_state_known
        check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
    settled_at timestamptz,
    settled_by int constraint cencomm_invitations_settled_by_fk references accounts,
    constraint cencomm_invitations_whom check ((office_id is null) <> (account_id is null))
  );
  comment on column cencomm_invitations.office_id is
    'an invited office: its contact point or RILO officer names the officers';
  create index cencomm_invitations_operation on cencomm_invitations (operation_id);
  create index cencomm_invitations_account on cencomm_invitations (account_id) where state = 'open';
  create index cencomm_invitations_office on cencomm_invitations (office_id) where state = 'open';
  create index cencomm_invitations_open on cencomm_invitations (invited_at) where state = 'open';

  create table cencomm_presence (
    account_id int not null constraint cencomm_presence_account_fk references accounts,
    process uuid not null,
    seen_at timestamptz not null default now(),
    constraint cencomm_presence_pkey primary key (account_id, process)
  );
  comment on table cencomm_presence is
    'accounts with an open stream, told every half minute by the process that holds it';

  create table cencomm_visits (
    account_id int constraint cencomm_visits_pkey primary key constraint cencomm_visits_account_fk references accounts,
    seen_at timestamptz,
    told_at timestamptz
  );
  comment on column cencomm_visits.told_at is 'no second letter before the next visit, or a day later';

  grant select, insert, update on cencomm_members, cencomm_invitations to cen_app;
  grant select, insert, update, delete on cencomm_presence to cen_app;
  grant select, insert, update on cencomm_visits to cen_app;
`;

/**
 * Legal holds: laid by one administrator, lifted by two. What is sealed is not in it; the reason is the Secretariat's
 * own, such as the number of a court's letter. Under one, nothing of the operation can be deleted and no key be
 * destroyed.
 */
const holds = `
  create table cencomm_holds (
    id bigint generated always as identity constraint cencomm_holds_pkey primary key,
    operation_id uuid not null constraint cencomm_holds_operation_fk references cencomm_operations,
    reason text not null,
    laid_by int not null constraint cencomm_holds_laid_by_fk references accounts,
    laid_at timestamptz not null default now(),
    lift_reason text,
    lift_asked_by int constraint cencomm_holds_asked_by_fk references accounts,
    lift_asked_at timestamptz,
    lifted_by int constraint cencomm_holds_lifted_by_fk references accounts,
    lifted_at timestamptz,
    constraint cencomm_holds_asked
      check ((lift_asked_by is null) = (lift_asked_at is null) and (lift_asked_by is null) = (lift_reason is null)),
    constraint cencomm_holds_two_persons
      check (lifted_by is null or (lift_asked_by is not null and lifted_by <> lift_asked_by)),
    constraint cencomm_holds_lifted check ((lifted_by is null) = (lifted_at is null))
  );
  create unique index cencomm_holds_one on cencomm_holds (operation_id) where lifted_at is null;

  create function cencomm_keep_held() returns trigger language plpgsql as $$
  begin
    if (select legal_hold from cencomm_operations where id = old.operation_id) then
      raise exception 'the operation is under legal hold' using errcode = '23001';
    end if;
    return old;
  end $$;

  create function cencomm_keep_keys() returns trigger language plpgsql as $$
  begin
    if new.wrapped_dek is null and old.wrapped_dek is not null
      and (select legal_hold from cencomm_operations where id = old.operation_id) then
      raise exception 'the operation is under legal hold' using errcode = '23001';
    end if;
    return new;
  end $$;
  create trigger cencomm_operation_keys_held before update on cencomm_operation_keys
    for each row execute function cencomm_keep_keys();

  grant select, insert, update on cencomm_holds to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(operations + members + holds);
}
