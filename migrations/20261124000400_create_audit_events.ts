import type { Knex } from 'knex';

/**
 * The access log: partitioned by month, and for the application's role insert and select only.
 * The function that adds a month runs with its owner's rights, since the application may create nothing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table audit_events (
      id bigint generated always as identity,
      at timestamptz not null default now(),
      action text not null,
      outcome text not null default 'done' constraint audit_events_outcome_known check (outcome in ('done', 'refused', 'failed')),
      account_id int,
      login_id text,
      office_id int,
      subject text,
      address text,
      request_id text,
      detail jsonb,
      primary key (id, at)
    ) partition by range (at);
    create table audit_events_default partition of audit_events default;
    create index audit_events_at on audit_events (at);
    create index audit_events_account on audit_events (account_id, at);
    create index audit_events_subject on audit_events (subject, at) where subject is not null;

    create function ensure_audit_month(month date) returns void language plpgsql security definer
      set search_path = public, pg_temp as $$
    declare
      first date := date_trunc('month', month)::date;
      name text := 'audit_events_' || to_char(first, 'YYYYMM');
    begin
      if to_regclass(name) is null then
        execute format('create table %I partition of audit_events for values from (%L) to (%L)',
          name, first, (first + interval '1 month')::date);
      end if;
    end $$;
    revoke all on function ensure_audit_month(date) from public;
    grant execute on function ensure_audit_month(date) to cen_app;
    grant select, insert on audit_events to cen_app;
    select ensure_audit_month((date_trunc('month', now()) + (n || ' months')::interval)::date) from generate_series(0, 12) n;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table audit_events; drop function ensure_audit_month(date)');
}
