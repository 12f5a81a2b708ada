import type { Knex } from 'knex';

/**
 * CENcomm: closed user groups of an operation. Columns that end in `_ct` hold AES-256-GCM of the text, under a key of the
 * operation (security.md section 2); `epoch`, `salt`, the author and `created_ms` are what that key and its context are made of.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cencomm_keks (
      kek_id text constraint cencomm_keks_pkey primary key,
      state text not null constraint cencomm_keks_state_known check (state in ('active', 'decrypt_only', 'retired')),
      kcv bytea not null,
      created_at timestamptz not null default now(),
      retired_at timestamptz
    );
    comment on column cencomm_keks.kcv is 'key check value: HMAC-SHA256 of the key, so that a wrong file is known as such';
    create unique index cencomm_keks_one_active on cencomm_keks (state) where state = 'active';

    create sequence cencomm_operation_numbers;
    create table cencomm_operations (
      id uuid constraint cencomm_operations_pkey primary key,
      code text not null default ('OP-' || extract(year from now() at time zone 'UTC')::text || '-' || lpad(nextval('cencomm_operation_numbers')::text, 4, '0'))
        constraint cencomm_operations_code_unique unique,
      client_uuid uuid not null constraint cencomm_operations_client_uuid_unique unique,
      title text not null,
      state text not null default 'requested' constraint cencomm_operations_state_known check (state in ('requested', 'refused', 'open', 'closed', 'archived', 'disposed')),
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
      joining text not null default 'from_now' constraint cencomm_operations_joining_known check (joining in ('from_now', 'history')),
      forms jsonb not null default '{}',
      retention_days int not null default 1825 constraint cencomm_operations_retention check (retention_days between 30 and 7300),
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
    comment on column cencomm_operations.details_ct is 'sealed JSON: the aim, and what members are told on the front page';
    comment on column cencomm_operations.forms is 'fields of the three messages, chosen of the seizure record''s own: { warning: [names], feedback: [names], seizure: [names] }';
    comment on column cencomm_operations.message_seq is 'number of the last message: a row that was deleted leaves a gap the verifier finds';

    create table cencomm_operation_keys (
      operation_id uuid not null constraint cencomm_operation_keys_operation_fk references cencomm_operations,
      epoch int not null,
      kek_id text not null constraint cencomm_operation_keys_kek_fk references cencomm_keks,
      wrapped_dek bytea constraint cencomm_operation_keys_size check (octet_length(wrapped_dek) = 61),
      reason text not null constraint cencomm_operation_keys_reason_known check (reason in ('opened', 'removal', 'age', 'suspicion')),
      created_at timestamptz not null default now(),
      shredded_at timestamptz,
      constraint cencomm_operation_keys_pkey primary key (operation_id, epoch),
      constraint cencomm_operation_keys_shredded check ((wrapped_dek is null) = (shredded_at is not null))
    );
    create index cencomm_operation_keys_kek on cencomm_operation_keys (kek_id) where wrapped_dek is not null;

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
    comment on column cencomm_members.sees_from_ms is 'messages, forms and files made before are not theirs to see; 0: the whole history';
    comment on column cencomm_members.country is 'ISO 3166-1 alpha-2 the member speaks for: of the office, or as the liaison of a country';
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
      state text not null default 'open' constraint cencomm_invitations_state_known check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
      settled_at timestamptz,
      settled_by int constraint cencomm_invitations_settled_by_fk references accounts,
      constraint cencomm_invitations_whom check ((office_id is null) <> (account_id is null))
    );
    comment on column cencomm_invitations.office_id is 'an invited office: its contact point or RILO officer names the officers';
    create index cencomm_invitations_operation on cencomm_invitations (operation_id);
    create index cencomm_invitations_account on cencomm_invitations (account_id) where state = 'open';
    create index cencomm_invitations_office on cencomm_invitations (office_id) where state = 'open';

    create table cencomm_messages (
      id uuid constraint cencomm_messages_pkey primary key,
      operation_id uuid not null,
      epoch int not null,
      seq bigint not null,
      kind text not null constraint cencomm_messages_kind_known check (kind in ('plain', 'warning', 'feedback', 'seizure')),
      sender_id int not null constraint cencomm_messages_sender_fk references accounts,
      created_ms bigint not null,
      client_uuid uuid not null,
      thread_id uuid not null constraint cencomm_messages_thread_fk references cencomm_messages deferrable initially deferred,
      parent_id uuid constraint cencomm_messages_parent_fk references cencomm_messages,
      forwarded_of uuid constraint cencomm_messages_forwarded_fk references cencomm_messages,
      audience text not null constraint cencomm_messages_audience_known check (audience in ('all', 'countries', 'members')),
      countries text[] not null default '{}',
      priority text not null default 'normal' constraint cencomm_messages_priority_known check (priority in ('normal', 'high')),
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
      kind text not null,
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
    comment on table cencomm_mailbox is 'who a message is for, and what each did with it; a message without a row of the reader is not theirs';
    comment on column cencomm_mailbox.is_latest is 'the newest of its thread in this mailbox: lists show one line a thread';
    create index cencomm_mailbox_operation on cencomm_mailbox (account_id, operation_id, created_ms desc, message_id desc) where is_latest;
    create index cencomm_mailbox_all on cencomm_mailbox (account_id, created_ms desc, message_id desc) where is_latest;
    create index cencomm_mailbox_thread on cencomm_mailbox (account_id, thread_id);
    create index cencomm_mailbox_unread on cencomm_mailbox (account_id, operation_id, created_ms) where is_unread;
    create index cencomm_mailbox_message on cencomm_mailbox (message_id);

    create table cencomm_drafts (
      id uuid constraint cencomm_drafts_pkey primary key,
      operation_id uuid not null,
      account_id int not null constraint cencomm_drafts_account_fk references accounts,
      epoch int not null,
      created_ms bigint not null,
      salt bytea not null constraint cencomm_drafts_salt_size check (octet_length(salt) = 32),
      content_ct bytea not null,
      kind text not null default 'plain' constraint cencomm_drafts_kind_known check (kind in ('plain', 'warning', 'feedback', 'seizure')),
      parent_id uuid constraint cencomm_drafts_parent_fk references cencomm_messages,
      saved_at timestamptz not null default now(),
      version int not null default 1,
      constraint cencomm_drafts_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
    );
    comment on column cencomm_drafts.content_ct is 'sealed JSON of everything typed; sealed anew under another salt at each saving';
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
      constraint cencomm_attachments_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
    );
    comment on column cencomm_attachments.sha256 is 'of the sealed content, hex: what an export names beside the file';
    create index cencomm_attachments_message on cencomm_attachments (message_id, place);
    create index cencomm_attachments_draft on cencomm_attachments (draft_id, place);

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
    comment on table cencomm_chains is 'warning -> feedback -> seizure; a seizure without a warning is a chain of its own';
    comment on column cencomm_chains.draft_id is 'draft of the CEN record that was made of the seizure, and the record it became';
    create index cencomm_chains_warning on cencomm_chains (warning_id);
    create index cencomm_chains_seizure on cencomm_chains (seizure_id);
    create index cencomm_chains_draft on cencomm_chains (draft_id);

    create table cencomm_library_folders (
      id uuid constraint cencomm_library_folders_pkey primary key,
      operation_id uuid not null,
      parent_id uuid constraint cencomm_library_folders_parent_fk references cencomm_library_folders,
      epoch int not null,
      author_id int not null constraint cencomm_library_folders_author_fk references accounts,
      created_ms bigint not null,
      salt bytea not null constraint cencomm_library_folders_salt_size check (octet_length(salt) = 32),
      name_ct bytea not null,
      removed_at timestamptz,
      constraint cencomm_library_folders_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
    );
    create index cencomm_library_folders_operation on cencomm_library_folders (operation_id);

    create table cencomm_library_files (
      id uuid constraint cencomm_library_files_pkey primary key,
      operation_id uuid not null constraint cencomm_library_files_operation_fk references cencomm_operations,
      folder_id uuid constraint cencomm_library_files_folder_fk references cencomm_library_folders,
      removed_at timestamptz,
      removed_by int constraint cencomm_library_files_removed_by_fk references accounts
    );
    create index cencomm_library_files_place on cencomm_library_files (operation_id, folder_id);

    create table cencomm_library_versions (
      id uuid constraint cencomm_library_versions_pkey primary key,
      file_id uuid not null constraint cencomm_library_versions_file_fk references cencomm_library_files on delete cascade,
      operation_id uuid not null,
      number int not null,
      epoch int not null,
      author_id int not null constraint cencomm_library_versions_author_fk references accounts,
      created_ms bigint not null,
      salt bytea not null constraint cencomm_library_versions_salt_size check (octet_length(salt) = 32),
      name_ct bytea not null,
      note_ct bytea,
      kind text not null,
      size bigint not null,
      sha256 text not null,
      stored_id uuid not null,
      preview_id uuid,
      constraint cencomm_library_versions_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys,
      constraint cencomm_library_versions_number_unique unique (file_id, number)
    );

    create table cencomm_library_reads (
      version_id uuid not null constraint cencomm_library_reads_version_fk references cencomm_library_versions on delete cascade,
      account_id int not null constraint cencomm_library_reads_account_fk references accounts,
      first_at timestamptz not null default now(),
      constraint cencomm_library_reads_pkey primary key (version_id, account_id)
    );

    create table cencomm_uploads (
      id uuid constraint cencomm_uploads_pkey primary key,
      operation_id uuid not null,
      account_id int not null constraint cencomm_uploads_account_fk references accounts,
      epoch int not null,
      created_ms bigint not null,
      salt bytea not null constraint cencomm_uploads_salt_size check (octet_length(salt) = 32),
      name_ct bytea not null,
      size bigint not null,
      received bigint not null default 0,
      pieces jsonb not null default '[]',
      folder_id uuid,
      file_id uuid,
      state text not null default 'coming' constraint cencomm_uploads_state_known check (state in ('coming', 'checking', 'refused', 'kept')),
      refusal jsonb,
      touched_at timestamptz not null default now(),
      constraint cencomm_uploads_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
    );
    comment on column cencomm_uploads.pieces is 'stored pieces in order: [{ id, size }], each sealed; joined when the last is there';

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
      state text not null default 'asked' constraint cencomm_exports_state_known check (state in ('asked', 'approved', 'refused', 'taken')),
      decided_by int constraint cencomm_exports_decided_by_fk references accounts,
      decided_at timestamptz,
      expires_at timestamptz,
      constraint cencomm_exports_two_persons check (decided_by is null or decided_by <> asked_by)
    );
    create index cencomm_exports_operation on cencomm_exports (operation_id, asked_at desc);

    create table cencomm_presence (
      account_id int not null constraint cencomm_presence_account_fk references accounts,
      process uuid not null,
      seen_at timestamptz not null default now(),
      constraint cencomm_presence_pkey primary key (account_id, process)
    );
    comment on table cencomm_presence is 'accounts with an open stream, told every half minute by the process that holds it';

    create function cencomm_keep_held() returns trigger language plpgsql as $$
    begin
      if (select legal_hold from cencomm_operations where id = old.operation_id) then
        raise exception 'the operation is under legal hold' using errcode = '23001';
      end if;
      return old;
    end $$;
    create trigger cencomm_messages_held before delete on cencomm_messages for each row execute function cencomm_keep_held();
    create trigger cencomm_attachments_held before delete on cencomm_attachments for each row when (old.message_id is not null) execute function cencomm_keep_held();
    create trigger cencomm_library_files_held before delete on cencomm_library_files for each row execute function cencomm_keep_held();
    create trigger cencomm_library_versions_held before delete on cencomm_library_versions for each row execute function cencomm_keep_held();
    create function cencomm_keep_keys() returns trigger language plpgsql as $$
    begin
      if (new.wrapped_dek is null and old.wrapped_dek is not null) and (select legal_hold from cencomm_operations where id = old.operation_id) then
        raise exception 'the operation is under legal hold' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger cencomm_operation_keys_held before update on cencomm_operation_keys for each row execute function cencomm_keep_keys();

    grant usage on sequence cencomm_operation_numbers to cen_app;
    grant select, insert, update on cencomm_keks, cencomm_operations, cencomm_operation_keys, cencomm_members, cencomm_invitations, cencomm_exports to cen_app;
    grant select, insert, update, delete on cencomm_messages, cencomm_folders, cencomm_mailbox, cencomm_drafts, cencomm_attachments, cencomm_chains,
      cencomm_library_folders, cencomm_library_files, cencomm_library_versions, cencomm_library_reads, cencomm_uploads, cencomm_presence to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table cencomm_presence, cencomm_exports, cencomm_uploads, cencomm_library_reads, cencomm_library_versions, cencomm_library_files, cencomm_library_folders,
      cencomm_chains, cencomm_attachments, cencomm_drafts, cencomm_mailbox, cencomm_folders, cencomm_messages, cencomm_invitations, cencomm_members,
      cencomm_operation_keys, cencomm_operations, cencomm_keks;
    drop sequence cencomm_operation_numbers;
    drop function cencomm_keep_held();
    drop function cencomm_keep_keys();
  `);
}
