import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** What a member may send in an hour; who is on duty, and who was woken by an urgent or unanswered message. */
const waking = `
  alter table cencomm_operations add column limits jsonb not null default '{}';
  comment on column cencomm_operations.limits is
    'what a role may send in an hour, where the owner chose it: { member: { messages, recipients, urgent } }';

  create table cencomm_lists (
    id uuid constraint cencomm_lists_pkey primary key,
    operation_id uuid not null,
    kind text not null constraint cencomm_lists_kind_known check (kind in ('duty', 'group')),
    epoch int not null,
    author_id int not null constraint cencomm_lists_author_fk references accounts,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_lists_salt_size check (octet_length(salt) = 32),
    content_ct bytea not null,
    constraint cencomm_lists_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
  );
  comment on table cencomm_lists is
    'sealed JSON: who is on duty for urgent messages and when; groups of members a message can be addressed to';
  create index cencomm_lists_operation on cencomm_lists (operation_id, created_ms);

  create table cencomm_wakes (
    id bigint generated always as identity constraint cencomm_wakes_pkey primary key,
    operation_id uuid not null constraint cencomm_wakes_operation_fk references cencomm_operations,
    message_id uuid not null constraint cencomm_wakes_message_fk references cencomm_messages on delete cascade,
    what text not null
      constraint cencomm_wakes_what_known check (what in ('urgent', 'near', 'late', 'liaison', 'owner')),
    account_id int constraint cencomm_wakes_account_fk references accounts,
    duty_id uuid,
    told_at timestamptz not null default now(),
    is_held boolean not null default false,
    constraint cencomm_wakes_whom check (num_nonnulls(account_id, duty_id) = 1)
  );
  comment on table cencomm_wakes is 'each letter that woke somebody, written with the letter itself: none goes twice';
  comment on column cencomm_wakes.is_held is 'no letter went: this account had as many within the hour as is sensible';
  create unique index cencomm_wakes_account on cencomm_wakes (message_id, what, account_id)
    where account_id is not null;
  create unique index cencomm_wakes_duty on cencomm_wakes (message_id, what, duty_id) where duty_id is not null;
  create index cencomm_wakes_recent on cencomm_wakes (account_id, told_at);
  create index cencomm_messages_urgent on cencomm_messages (created_ms) where priority = 'high';
  create index cencomm_messages_wanted on cencomm_messages (answer_by) where answer_by is not null;

  grant select, insert, delete on cencomm_wakes to cen_app;
  grant select, insert, update, delete on cencomm_lists to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(waking);
}
