import type { Knex } from 'knex';

/**
 * Legal holds of operations: laid by one administrator, lifted by two. What is sealed is not in it; the reason is the Secretariat's own, such
 * as the number of a court's letter. And the order disposal and expiry look for operations and invitations in.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
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
      constraint cencomm_holds_asked check ((lift_asked_by is null) = (lift_asked_at is null) and (lift_asked_by is null) = (lift_reason is null)),
      constraint cencomm_holds_two_persons check (lifted_by is null or (lift_asked_by is not null and lifted_by <> lift_asked_by)),
      constraint cencomm_holds_lifted check ((lifted_by is null) = (lifted_at is null))
    );
    create unique index cencomm_holds_one on cencomm_holds (operation_id) where lifted_at is null;
    create index cencomm_operations_register on cencomm_operations (code);
    create index cencomm_operations_requested on cencomm_operations (id) where state = 'requested';
    create index cencomm_operations_ended on cencomm_operations (closed_at) where state in ('closed', 'archived');
    create index cencomm_invitations_open on cencomm_invitations (invited_at) where state = 'open';
    grant select, insert, update on cencomm_holds to cen_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index cencomm_invitations_open, cencomm_operations_ended, cencomm_operations_requested, cencomm_operations_register;
    drop table cencomm_holds;
  `);
}
