import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Messages, and what each member did with them. */
const messages = `
  create table cencomm_messages (
    id uuid constraint cencomm_messages_pkey primary key,
    operation_id uuid not null,
    epoch int not null,
    seq bigint not null,
    kind text not null
      constraint cencomm_messages_kind_known check (kind in ('plain', 'warning', 'feedback', 'seizure')),
    sender_id int not null constraint cencomm_messages_sender_fk references accounts,
    created_ms bigint not null,
    client_uuid uuid not null,
    thread_id uuid not null
      constraint cencomm_messages_thread_fk references cencomm_messages deferrable initially deferred,
    parent_id uuid constraint cencomm_messages_parent_fk references cencomm_messages,
    forwarded_of uuid constraint cencomm_messages_forwarded_fk references cencomm_messages,
    audience text not null
      constraint cencomm_messages_audience_known check (audience in ('all', 'countries', 'members')),
    countries text[] not null default '{}',
    priority text not null default 'normal'
      constraint cencomm_messages_priority_known check (priority in ('normal', 'high')),
    answer_by timestamptz,
    salt bytea not null constraint cencomm_messages_salt_size check (octet_length(salt) = 32),
    subject_ct bytea not null,
    body_ct bytea not null,
    fields_ct bytea,
    constraint cencomm_messages_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys,
    constraint cencomm_messages_seq_unique unique (operation_id, seq),
    constraint cencomm_messages_client_uuid_unique unique (sender_id, client_uuid)
  );
  comment on column cencomm_messages.fields_ct is 'sealed JSON of the filled form, of a warning, feedback or seizure';
  create index cencomm_messages_thread on cencomm_messages (thread_id, seq);
  create index cencomm_messages_answer on cencomm_messages (operation_id) where answer_by is not null;
  create trigger cencomm_messages_held before delete on cencomm_messages
    for each row execute function cencomm_keep_held();

  create table cencomm_folders (
    id uuid constraint cencomm_folders_pkey primary key,
    operation_id uuid not null,
    account_id int not null constraint cencomm_folders_account_fk references accounts,
    kind text not null constraint cencomm_folders_kind_known check (kind in ('folder', 'label')),
    epoch int not null,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_folders_salt_size check (octet_length(salt) = 32),
    name_ct bytea not null,
    constraint cencomm_folders_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
  );
  create index cencomm_folders_own on cencomm_folders (account_id, operation_id);

  create table cencomm_mailbox (
    account_id int not null constraint cencomm_mailbox_account_fk references accounts,
    message_id uuid not null constraint cencomm_mailbox_message_fk references cencomm_messages on delete cascade,
    operation_id uuid not null constraint cencomm_mailbox_operation_fk references cencomm_operations,
    thread_id uuid not null,
    created_ms bigint not null,
    kind text not null
      constraint cencomm_mailbox_kind_known check (kind in ('plain', 'warning', 'feedback', 'seizure')),
    box text not null constraint cencomm_mailbox_box_known check (box in ('in', 'sent')),
    is_latest boolean not null default true,
    first_read_at timestamptz,
    is_unread boolean not null default true,
    is_flagged boolean not null default false,
    is_archived boolean not null default false,
    folder_id uuid constraint cencomm_mailbox_folder_fk references cencomm_folders on delete set null,
    label_ids uuid[] not null default '{}',
    constraint cencomm_mailbox_pkey primary key (account_id, message_id)
  );
  comment on table cencomm_mailbox is
    'who a message is for, and what each did with it; a message without a row of the reader is not theirs';
  comment on column cencomm_mailbox.is_latest is
    'the newest of its thread in this mailbox: lists show one line a thread';
  create index cencomm_mailbox_operation on cencomm_mailbox (account_id, operation_id, created_ms desc, message_id desc)
    where is_latest;
  create index cencomm_mailbox_all on cencomm_mailbox (account_id, created_ms desc, message_id desc) where is_latest;
  create index cencomm_mailbox_thread on cencomm_mailbox (account_id, thread_id);
  create index cencomm_mailbox_unread on cencomm_mailbox (account_id, operation_id, created_ms) where is_unread;
  create index cencomm_mailbox_message on cencomm_mailbox (message_id);
  create index cencomm_mailbox_counted on cencomm_mailbox (account_id, operation_id, created_ms desc, message_id desc)
    include (kind, box, is_unread, is_archived, folder_id);
  create index cencomm_mailbox_searched on cencomm_mailbox (account_id, created_ms desc, message_id desc);
  create index cencomm_mailbox_waiting on cencomm_mailbox (created_ms) where is_unread;
  comment on index cencomm_mailbox_counted is
    'counts of folders and kinds without a look at the rows, and every message in order: for search, and lists with '
    'one line a message';

  grant select, insert, update, delete on cencomm_messages, cencomm_folders, cencomm_mailbox to cen_app;
`;

/** Messages being written, and what is attached to messages and drafts. */
const drafts = `
  create table cencomm_drafts (
    id uuid constraint cencomm_drafts_pkey primary key,
    operation_id uuid not null,
    account_id int not null constraint cencomm_drafts_account_fk references accounts,
    epoch int not null,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_drafts_salt_size check (octet_length(salt) = 32),
    content_ct bytea not null,
    kind text not null default 'plain'
      constraint cencomm_drafts_kind_known check (kind in ('plain', 'warning', 'feedback', 'seizure')),
    parent_id uuid constraint cencomm_drafts_parent_fk references cencomm_messages,
    saved_at timestamptz not null default now(),
    version int not null default 1,
    constraint cencomm_drafts_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
  );
  comment on column cencomm_drafts.content_ct is
    'sealed JSON of everything typed; sealed anew under another salt at each saving';
  create index cencomm_drafts_own on cencomm_drafts (account_id, saved_at desc);

  create table cencomm_attachments (
    id uuid constraint cencomm_attachments_pkey primary key,
    operation_id uuid not null,
    draft_id uuid constraint cencomm_attachments_draft_fk references cencomm_drafts on delete set null,
    message_id uuid constraint cencomm_attachments_message_fk references cencomm_messages on delete cascade,
    place int not null default 0,
    epoch int not null,
    author_id int not null constraint cencomm_attachments_author_fk references accounts,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_attachments_salt_size check (octet_length(salt) = 32),
    name_ct bytea not null,
    kind text not null,
    size bigint not null,
    sha256 text not null,
    stored_id uuid not null,
    preview_id uuid,
    constraint cencomm_attachments_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
  );
  comment on column cencomm_attachments.sha256 is 'of the sealed content, hex: what an export names beside the file';
  comment on column cencomm_attachments.preview_id is
    'stored small picture of a picture, sealed like the attachment itself';
  create index cencomm_attachments_message on cencomm_attachments (message_id, place);
  create index cencomm_attachments_draft on cencomm_attachments (draft_id, place);
  create trigger cencomm_attachments_held before delete on cencomm_attachments
    for each row when (old.message_id is not null) execute function cencomm_keep_held();

  grant select, insert, update, delete on cencomm_drafts, cencomm_attachments to cen_app;
`;

/** Warnings, feedback and seizures that belong together; exports of messages, by two persons. */
const chains = `
  create table cencomm_chains (
    id uuid constraint cencomm_chains_pkey primary key,
    operation_id uuid not null constraint cencomm_chains_operation_fk references cencomm_operations,
    number int not null,
    warning_id uuid constraint cencomm_chains_warning_fk references cencomm_messages,
    feedback_id uuid constraint cencomm_chains_feedback_fk references cencomm_messages,
    seizure_id uuid constraint cencomm_chains_seizure_fk references cencomm_messages,
    state text not null constraint cencomm_chains_state_known check (state in ('open', 'answered', 'hit', 'no_hit')),
    begun_ms bigint not null,
    moved_at timestamptz not null default now(),
    draft_id uuid,
    record_ref text,
    constraint cencomm_chains_number_unique unique (operation_id, number)
  );
  comment on table cencomm_chains is
    'warning -> feedback -> seizure; a seizure without a warning is a chain of its own';
  comment on column cencomm_chains.draft_id is
    'draft of the CEN record that was made of the seizure, and the record it became';
  create index cencomm_chains_warning on cencomm_chains (warning_id);
  create index cencomm_chains_seizure on cencomm_chains (seizure_id);
  create index cencomm_chains_draft on cencomm_chains (draft_id);

  create table cencomm_exports (
    id uuid constraint cencomm_exports_pkey primary key,
    operation_id uuid not null constraint cencomm_exports_operation_fk references cencomm_operations,
    thread_id uuid,
    asked_by int not null constraint cencomm_exports_asked_by_fk references accounts,
    asked_at timestamptz not null default now(),
    epoch int not null,
    created_ms bigint not null,
    salt bytea not null constraint cencomm_exports_salt_size check (octet_length(salt) = 32),
    reason_ct bytea not null,
    state text not null default 'asked'
      constraint cencomm_exports_state_known check (state in ('asked', 'approved', 'refused', 'taken')),
    decided_by int constraint cencomm_exports_decided_by_fk references accounts,
    decided_at timestamptz,
    expires_at timestamptz,
    constraint cencomm_exports_two_persons check (decided_by is null or decided_by <> asked_by)
  );
  create index cencomm_exports_operation on cencomm_exports (operation_id, asked_at desc);
  create index cencomm_exports_asked on cencomm_exports (asked_by, asked_at desc);

  grant select, insert, update, delete on cencomm_chains to cen_app;
  grant select, insert, update on cencomm_exports to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(messages + drafts + chains);
}
