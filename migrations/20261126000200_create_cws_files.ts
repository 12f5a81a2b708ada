import type { Knex } from 'knex';

/** Files of the website's documents: taken in, kept in quarantine until they are examined, and of which version they are. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cws_files (
      id uuid constraint cws_files_pkey primary key default gen_random_uuid(),
      document_id bigint not null constraint cws_files_document_fk references cws_documents,
      name text not null,
      kind text not null,
      size bigint not null,
      sha256 text not null,
      stored_id text not null,
      state text not null default 'waiting' constraint cws_files_state_known check (state in ('waiting', 'clean', 'refused')),
      refusal jsonb,
      scanned boolean not null default false,
      pages int,
      width int,
      height int,
      derivatives jsonb not null default '[]',
      removed text[] not null default '{}',
      texts text[] not null default '{}',
      uploaded_by int not null constraint cws_files_uploaded_by_fk references accounts,
      uploaded_at timestamptz not null default now(),
      examined_at timestamptz
    );
    create index cws_files_document on cws_files (document_id);
    create index cws_files_waiting on cws_files (uploaded_at) where state = 'waiting';
    comment on column cws_files.derivatives is 'pictures made of a picture: [{ size, kind, storedId, width, height, bytes }]';
    comment on column cws_files.texts is 'plain text of a document, page by page';

    create table cws_version_files (
      document_id bigint not null,
      version int not null,
      file_id uuid not null constraint cws_version_files_file_fk references cws_files,
      constraint cws_version_files_pkey primary key (document_id, version, file_id),
      constraint cws_version_files_version_fk foreign key (document_id, version) references cws_versions (document_id, version)
    );
    create index cws_version_files_file on cws_version_files (file_id);

    grant select, insert, update on cws_files to cen_app;
    grant select, insert on cws_version_files to cen_app`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table cws_version_files; drop table cws_files');
}
