import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Files of an operation, in folders and versions, who read them, and uploads under way. */
const library = `
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
  create trigger cencomm_library_files_held before delete on cencomm_library_files
    for each row execute function cencomm_keep_held();

  create table cencomm_library_versions (
    id uuid constraint cencomm_library_versions_pkey primary key,
    file_id uuid not null
      constraint cencomm_library_versions_file_fk references cencomm_library_files on delete cascade,
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
  create trigger cencomm_library_versions_held before delete on cencomm_library_versions
    for each row execute function cencomm_keep_held();

  create table cencomm_library_reads (
    version_id uuid not null
      constraint cencomm_library_reads_version_fk references cencomm_library_versions on delete cascade,
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
    state text not null default 'coming'
      constraint cencomm_uploads_state_known check (state in ('coming', 'checking', 'refused', 'kept')),
    refusal jsonb,
    touched_at timestamptz not null default now(),
    constraint cencomm_uploads_key_fk foreign key (operation_id, epoch) references cencomm_operation_keys
  );
  comment on column cencomm_uploads.pieces is
    'stored pieces in order: [{ id, size }], each sealed; joined when the last is there';

  grant select, insert, update, delete
    on cencomm_library_folders, cencomm_library_files, cencomm_library_versions, cencomm_library_reads, cencomm_uploads
    to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(library);
}
