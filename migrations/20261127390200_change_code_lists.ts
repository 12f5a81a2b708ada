import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Code lists are changed in the portal: added to, renamed, retired, never deleted. Every process is told. */
const lists = `
  grant insert (kind, code, name_en, name_fr, parent, position, details, edited_at),
    update (name_en, name_fr, valid_to, successor, edited_at) on reference_codes to cen_app;
  create trigger reference_codes_version after insert or update on reference_codes
    for each statement execute function count_network_version();
`;

/**
 * Records get one code instead of another: all that have it, or those that said one of some words under it. A job goes
 * through them in their order; what it changed is noted, so that it can be undone where nothing else was changed since.
 */
const recodings = `
  create table code_recodings (
    id bigint generated always as identity constraint code_recodings_pkey primary key,
    client_uuid uuid not null constraint code_recodings_client_uuid_unique unique,
    list text not null,
    from_code text not null,
    to_code text not null,
    words text[],
    reason text not null,
    account_id int not null constraint code_recodings_account_fk references accounts,
    asked_at timestamptz not null default now(),
    state text not null default 'running' constraint code_recodings_state_known
      check (state in ('running', 'done', 'undoing', 'undone', 'stopped')),
    total int not null,
    last_id bigint not null default 0,
    ended_at timestamptz,
    undone_by int constraint code_recodings_undone_by_fk references accounts,
    constraint code_recodings_codes_differ check (from_code <> to_code)
  );
  comment on column code_recodings.words is 'keys of words typed under the code; null for every record that has it';
  comment on column code_recodings.last_id is 'records up to this one were looked at';
  create index code_recodings_open on code_recodings (id) where state in ('running', 'undoing');

  create table code_recoded (
    recoding_id bigint not null constraint code_recoded_recoding_fk references code_recodings,
    seizure_id bigint not null constraint code_recoded_seizure_fk references seizures,
    version int not null,
    outcome text not null default 'done' constraint code_recoded_outcome_known
      check (outcome in ('done', 'failed', 'undone', 'kept')),
    constraint code_recoded_pkey primary key (recoding_id, seizure_id)
  );
  comment on column code_recoded.version is 'of the record after it: undone only while it is still that';

  grant select, insert, update on code_recodings, code_recoded to cen_app;
  alter table seizure_steps drop constraint seizure_steps_kind_known;
  alter table seizure_steps add constraint seizure_steps_kind_known check (kind in (
    'submitted', 'amended', 'corrected', 'queried', 'answered', 'verified', 'withdrawn', 'merged', 'unmerged',
    'linked', 'unlinked', 'restored', 'confirmed', 'approved', 'returned', 'redacted', 'shown', 'recoded'));
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(lists + recodings);
}
