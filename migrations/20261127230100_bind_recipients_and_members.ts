import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Whom a message is for and who is a member is sealed: a row put in by hand opens nothing. Messages of version 1 have
 * no list of recipients, and are verified as before.
 */
const binding = `
  alter table cencomm_messages
    add column seal_version smallint not null default 1,
    add column recipients_ct bytea,
    add constraint cencomm_messages_recipients check (seal_version = 1 or recipients_ct is not null);
  comment on column cencomm_messages.seal_version is
    '2: kind, thread, audience, priority and deadline are bound to the seal, and the recipients are a sealed list';

  create table cencomm_member_lists (
    id uuid constraint cencomm_member_lists_pkey primary key,
    operation_id uuid not null constraint cencomm_member_lists_operation_unique unique,
    epoch int not null,
    author_id int not null constraint cencomm_member_lists_author_fk references accounts,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_member_lists_salt_size check (octet_length(salt) = 32),
    members_ct bytea not null,
    constraint cencomm_member_lists_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
  );
  comment on table cencomm_member_lists is
    'sealed JSON of the members as acts of people made them; a member who is not in it gets nothing';
  alter table cencomm_members add column unproven_told_at timestamptz;
  comment on column cencomm_members.unproven_told_at is 'when the owner was told that no act made this member';

  grant select, insert, update, delete on cencomm_member_lists to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(binding);
}
