import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Totals that a Member published: a kind of their own, never counted with cases. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table imports drop constraint imports_state_known;
    alter table imports add constraint imports_state_known check (state in
      ('uploaded', 'reading', 'asking', 'checking', 'ready', 'committing', 'committed', 'keeping', 'kept', 'undone',
        'failed', 'discarded'));

    create table published_statistics (
      import_id bigint not null constraint published_statistics_pkey primary key
        constraint published_statistics_import_fk references imports,
      office_id int not null constraint published_statistics_office_fk references offices,
      account_id int not null constraint published_statistics_account_fk references accounts,
      audience text not null constraint published_statistics_audience_known check (audience in ('office', 'members')),
      totals int not null default 0,
      rows_aside int not null default 0,
      rows_unread jsonb not null default '{}',
      kept_at timestamptz,
      withdrawn_at timestamptz,
      withdrawn_by int constraint published_statistics_withdrawn_by_fk references accounts,
      reason text constraint published_statistics_reason_length check (length(reason) between 1 and 2000)
    );
    comment on table published_statistics is 'a file of totals an office keeps; counted and shown apart from cases';
    comment on column published_statistics.audience is 'who sees it beside the office, its RILO and administrators';
    create index published_statistics_office on published_statistics (office_id, import_id desc);
    grant select, insert, update, delete on published_statistics to cen_app;

    create table published_totals (
      import_id bigint not null constraint published_totals_import_fk references published_statistics,
      row_no int not null,
      part int not null,
      country text not null constraint published_totals_country_shape check (country ~ '^[A-Z]{2}$'),
      period_from date not null,
      period_to date not null,
      period_kind text not null constraint published_totals_period_kind_known
        check (period_kind in ('day', 'month', 'year', 'fiscal_year')),
      heading text,
      product text,
      product_text text,
      place text,
      cases numeric,
      quantity numeric,
      unit text,
      source jsonb not null,
      constraint published_totals_pkey primary key (import_id, row_no, part),
      constraint published_totals_period check (period_to >= period_from),
      constraint published_totals_figure check (cases is not null or quantity is not null)
    );
    comment on column published_totals.source is 'the cells of the row by header, persons left out';
    create index published_totals_of on published_totals (country, heading, product, period_from);
    grant select, insert, delete on published_totals to cen_app;
  `);
}
