import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** File imports: the file's state, its rows as read, and the officer's answers. */
const files = `
  create table imports (
    id bigint generated always as identity primary key,
    office_id int not null constraint imports_office_fk references offices,
    account_id int not null constraint imports_account_fk references accounts,
    state text not null constraint imports_state_known check (state in
      ('uploaded', 'reading', 'asking', 'checking', 'ready', 'committing', 'committed', 'undone', 'failed',
        'discarded')),
    step text not null default 'read' constraint imports_step_known check (step in ('seen', 'read', 'columns')),
    version int not null default 1,
    file_id uuid,
    file_name text not null,
    file_size bigint not null,
    file_sha256 text not null,
    sniffed jsonb not null,
    plan jsonb not null,
    header_print text,
    rows_estimated int not null default 0,
    rows_read int not null default 0,
    rows_committed int not null default 0,
    counts jsonb not null default '{}',
    failure jsonb,
    created_at timestamptz not null default now(),
    changed_at timestamptz not null default now(),
    finished_at timestamptz
  );
  create index imports_office on imports (office_id, created_at desc);
  create index imports_sha256 on imports (office_id, file_sha256);
  alter table seizures add constraint seizures_import_fk foreign key (import_id) references imports;

  create table import_rows (
    import_id bigint not null constraint import_rows_import_fk references imports,
    row_no int not null,
    line int not null,
    state text not null constraint import_rows_state_known check (state in
      ('ready', 'error', 'set_aside', 'duplicate', 'amended', 'same', 'left_out', 'committed')),
    raw text[] not null,
    record jsonb,
    problems jsonb not null default '[]',
    row_hash bytea,
    seizure_id bigint constraint import_rows_seizure_fk references seizures,
    primary key (import_id, row_no)
  );
  create index import_rows_unfinished on import_rows (import_id, state, row_no) where state <> 'committed';
  create index import_rows_hash on import_rows (row_hash) where state = 'committed';

  create table import_values (
    import_id bigint not null constraint import_values_import_fk references imports,
    field text not null,
    word text not null,
    rows int not null,
    example_row int,
    how text not null constraint import_values_how_known
      check (how in ('answered', 'auto', 'preselected', 'ask', 'remembered')),
    code text,
    other text,
    candidates jsonb not null default '[]',
    answered_by int constraint import_values_answered_by_fk references accounts,
    primary key (import_id, field, word)
  );

  create table import_repairs (
    import_id bigint not null constraint import_repairs_import_fk references imports,
    row_no int not null,
    column_no int not null,
    value text not null,
    account_id int not null constraint import_repairs_account_fk references accounts,
    at timestamptz not null default now(),
    primary key (import_id, row_no, column_no)
  );

  create table import_steps (
    id bigint generated always as identity primary key,
    import_id bigint not null constraint import_steps_import_fk references imports,
    kind text not null constraint import_steps_kind_shape check (kind ~ '^[a-z][a-z_]{1,39}$'),
    detail jsonb,
    account_id int not null constraint import_steps_account_fk references accounts,
    at timestamptz not null default now()
  );
  create index import_steps_import on import_steps (import_id, id);

  grant select, insert, update on imports to cen_app;
  grant select, insert, update, delete on import_rows, import_values, import_repairs to cen_app;
  grant select, insert on import_steps to cen_app;
`;

/** What an office remembers for its next file. */
const memory = `
  create table import_profiles (
    office_id int not null constraint import_profiles_office_fk references offices,
    header_print text not null,
    name text not null,
    plan jsonb not null,
    used_at timestamptz not null default now(),
    primary key (office_id, header_print)
  );

  create table synonyms (
    id bigint generated always as identity primary key,
    office_id int constraint synonyms_office_fk references offices,
    field text not null,
    word text not null,
    code text,
    other text,
    import_id bigint constraint synonyms_import_fk references imports,
    account_id int not null constraint synonyms_account_fk references accounts,
    at timestamptz not null default now(),
    withdrawn_at timestamptz
  );
  create unique index synonyms_in_force on synonyms (office_id, field, word) where withdrawn_at is null;

  grant select, insert, update on import_profiles, synonyms to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(files + memory);
}
