import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * The access log: partitioned by month, and for the application's role insert and select only. A row keeps the number
 * of the transaction that wrote it: what lies below the oldest running transaction is complete for good and can be
 * sealed, without any two writers ever waiting for each other.
 */
const events = `
  create table audit_events (
    id bigint generated always as identity,
    at timestamptz not null default now(),
    action text not null,
    outcome text not null default 'done'
      constraint audit_events_outcome_known check (outcome in ('done', 'refused', 'failed')),
    account_id int,
    login_id text,
    office_id int,
    subject text,
    address text,
    request_id text,
    detail jsonb,
    tx xid8 not null default pg_current_xact_id(),
    primary key (id, at)
  ) partition by range (at);
  create index audit_events_account on audit_events (account_id, at);
  create index audit_events_subject on audit_events (subject, at) where subject is not null;
  create index audit_events_chain on audit_events (tx, id);
  create index audit_events_at on audit_events (at, id);
  create index audit_events_login on audit_events (login_id, at);
  create index audit_events_office on audit_events (office_id, at);
  create index audit_events_action on audit_events (action, at);
  create index audit_events_address on audit_events (address, at);
  create index audit_events_refused on audit_events (outcome, at) where outcome <> 'done';
  create table audit_events_default partition of audit_events default;

  grant insert (action, outcome, account_id, login_id, office_id, subject, address, request_id, detail)
    on audit_events to cen_app;
  grant select on audit_events to cen_app;
`;

/** The function that adds a month runs with its owner's rights, since the application may create nothing. */
const months = `
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
  select ensure_audit_month((date_trunc('month', now()) + (n || ' months')::interval)::date) from generate_series(0,
    12) n;
`;

/** The chain of seals over the trail, and the record of its checks. */
const seals = `
  create table audit_seals (
    number int primary key constraint audit_seals_number_positive check (number > 0),
    form smallint not null,
    from_tx xid8 not null, from_id bigint not null,
    to_tx xid8 not null, to_id bigint not null,
    horizon xid8 not null,
    row_count int not null constraint audit_seals_not_empty check (row_count > 0),
    rows_digest bytea not null,
    marks bytea not null,
    previous bytea not null,
    digest bytea not null unique,
    mac bytea not null,
    at timestamptz not null
  );
  -- Hashes do not compress; trying to would cost more than the seal.
  alter table audit_seals alter column marks set storage external;
  create unique index audit_seals_to on audit_seals (to_tx, to_id);

  create table audit_checks (
    number int generated always as identity primary key,
    cause text not null constraint audit_checks_cause_known check (cause in ('nightly', 'asked', 'command')),
    account_id int, login_id text,
    started_at timestamptz not null, ended_at timestamptz not null default now(),
    seals int not null, row_count bigint not null,
    problem_count int not null, problems jsonb not null,
    head_number int, head_digest bytea
  );

  grant select, insert on audit_seals, audit_checks to cen_app;
`;

/**
 * A database restored from a copy on another server counts its transactions from the beginning again, and the chain
 * would wait for them to come up. `continue_trail`, called by the owner at every start, then lets the rows go on ahead
 * of the count.
 */
const clock = `
  create table audit_clock (ahead bigint not null);
  insert into audit_clock values (0);
  grant select on audit_clock to cen_app;
  create function continue_trail() returns bigint language plpgsql set search_path = public, pg_temp as $$
  declare
    lead bigint := (select ahead from audit_clock);
    current bigint := pg_current_xact_id()::text::bigint + lead;
    sealed bigint := (select horizon::text::bigint from audit_seals order by number desc limit 1);
    written bigint := (select tx::text::bigint from audit_events order by tx desc limit 1);
  begin
    if sealed is null or sealed <= current then return 0; end if;
    lead := lead + greatest(sealed, written) - current + 1;
    update audit_clock set ahead = lead;
    execute format(
      'alter table audit_events alter tx set default ((pg_current_xact_id()::text::bigint + %s)::text)::xid8', lead);
    return lead;
  end $$;
  revoke all on function continue_trail() from public;
`;

/** Exports of the trail, by two persons. */
const exports = `
  create table audit_exports (
    number int generated always as identity primary key,
    filter jsonb not null,
    reason text not null,
    asked_by int not null references accounts, asked_login text not null, asked_at timestamptz not null default now(),
    state text not null default 'asked'
      constraint audit_exports_state_known check (state in ('asked', 'approved', 'refused')),
    decided_by int references accounts, decided_login text, decided_at timestamptz, decision_reason text,
    upto_tx xid8, upto_id bigint, upto_seal int,
    constraint audit_exports_two_persons check (decided_by is null or decided_by <> asked_by),
    constraint audit_exports_decided check ((state = 'asked') = (decided_by is null))
  );
  create index audit_exports_asked on audit_exports (asked_at desc);

  grant select, insert on audit_exports to cen_app;
  grant update (state, decided_by, decided_login, decided_at, decision_reason, upto_tx, upto_id, upto_seal)
    on audit_exports to cen_app;
`;

/** Alarms drawn from the trail: their rules, and what was raised. */
const alarms = `
  create table alarm_rules (
    kind text primary key
      constraint alarm_rules_kind_known check (kind in ('refusals', 'reads', 'exports', 'places', 'lock_outs')),
    position smallint not null,
    threshold numeric(8,2) not null constraint alarm_rules_threshold_positive check (threshold > 0),
    least int, window_minutes int not null constraint alarm_rules_window_positive check (window_minutes > 0),
    active boolean not null default true
  );

  create table alarm_rule_changes (
    id int generated always as identity primary key,
    kind text not null references alarm_rules, at timestamptz not null default now(),
    account_id int not null references accounts, login_id text not null,
    reason text not null, old jsonb not null, new jsonb not null
  );
  insert into alarm_rules (kind, position, threshold, least, window_minutes) values
    ('refusals', 1, 20, null, 10), ('reads', 2, 3, 300, 1440), ('exports', 3, 3, 10, 1440),
    ('places', 4, 2, null, 60), ('lock_outs', 5, 3, null, 30);

  create table office_networks (
    id int generated always as identity primary key,
    office_id int not null references offices, block cidr not null, note text not null,
    added_at timestamptz not null default now(), added_by int not null references accounts,
    ended_at timestamptz, ended_by int references accounts
  );
  create unique index office_networks_once on office_networks (office_id, block) where ended_at is null;

  create table alarms (
    number int generated always as identity primary key,
    kind text not null references alarm_rules, subject text not null, account_id int, office_id int,
    from_at timestamptz not null, until_at timestamptz not null, raised_at timestamptz not null default now(),
    detail jsonb not null,
    told_at timestamptz,
    acknowledged_at timestamptz, acknowledged_by int references accounts, acknowledged_login text, note text,
    unique (kind, subject, until_at)
  );
  create index alarms_untold on alarms (number) where told_at is null;
  create index alarms_open on alarms (raised_at desc) where acknowledged_at is null;

  create table audit_horizons (name text primary key, tx xid8 not null, id bigint not null);
  -- What was there before alarms existed raises none.
  insert into audit_horizons select 'alarms', pg_current_xact_id(), 9007199254740991;

  create table audit_days (account_id int, day date, reads int not null default 0, exports int not null default 0,
    primary key (account_id, day));

  grant select on alarm_rules, alarm_rule_changes, office_networks, alarms, audit_horizons, audit_days to cen_app;
  grant insert on alarm_rule_changes, office_networks, alarms, audit_days to cen_app;
  grant update (threshold, least, window_minutes, active) on alarm_rules to cen_app;
  grant update (ended_at, ended_by) on office_networks to cen_app;
  grant update (told_at, acknowledged_at, acknowledged_by, acknowledged_login, note) on alarms to cen_app;
  grant update (tx, id) on audit_horizons to cen_app;
  grant update (reads, exports) on audit_days to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(events + months + seals + clock + exports + alarms);
}
