import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Warnings, feedback and seizures in versions: each version is a sealed message of its own and never rewritten. A chain
 * knows its messages by their first version; `last_…` are the ones that hold today.
 */
const versions = `
  create table cencomm_form_versions (
    message_id uuid constraint cencomm_form_versions_pkey primary key
      constraint cencomm_form_versions_message_fk references cencomm_messages on delete cascade,
    operation_id uuid not null constraint cencomm_form_versions_operation_fk references cencomm_operations,
    first_id uuid not null constraint cencomm_form_versions_first_fk references cencomm_messages on delete cascade,
    replaces_id uuid not null
      constraint cencomm_form_versions_replaces_fk references cencomm_messages on delete cascade,
    number int not null constraint cencomm_form_versions_number check (number > 1),
    act text not null
      constraint cencomm_form_versions_act_known check (act in ('amended', 'withdrawn', 'stood_down')),
    counts boolean not null,
    constraint cencomm_form_versions_replaces_unique unique (replaces_id)
  );
  comment on column cencomm_form_versions.act is
    'also inside the seal of the message: a row that says something else is found when the message is opened';
  comment on column cencomm_form_versions.counts is
    'whether the form is counted after this version: not one that was withdrawn, nor a seizure that was none';
  create index cencomm_form_versions_operation on cencomm_form_versions (operation_id);
  create index cencomm_form_versions_first on cencomm_form_versions (first_id, number);
  create trigger cencomm_form_versions_held before delete on cencomm_form_versions
    for each row execute function cencomm_keep_held();

  alter table cencomm_chains
    add column last_warning_id uuid constraint cencomm_chains_last_warning_fk references cencomm_messages,
    add column last_seizure_id uuid constraint cencomm_chains_last_seizure_fk references cencomm_messages,
    add column recorded_from uuid,
    add column amendment_id uuid,
    add column amendment_from uuid,
    drop constraint cencomm_chains_state_known,
    add constraint cencomm_chains_state_known
      check (state in ('open', 'answered', 'hit', 'no_hit', 'stood_down', 'withdrawn'));
  update cencomm_chains set last_warning_id = warning_id, last_seizure_id = seizure_id, recorded_from = seizure_id;
  comment on column cencomm_chains.recorded_from is
    'version of the seizure the draft of its record was made of; amendment_from: that of the last amendment';
  create index cencomm_chains_last_warning on cencomm_chains (last_warning_id);

  grant select, insert, delete on cencomm_form_versions to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(versions);
}
