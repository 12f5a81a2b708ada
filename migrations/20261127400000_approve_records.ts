import type { Knex } from 'knex';

/**
 * An office may want its contact point to see officers' records before they count: until then they are drafts that
 * were sent. What it wants, and how far its records may be released, are its own rules, which no seed writes over.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table offices
      add column approve_headings text[] not null default '{}',
      add column rules_version int not null default 0;
    grant update (approve_headings, default_release, release_ceiling, rules_version) on offices to cen_app;

    create table office_rule_changes (
      office_id int not null constraint office_rule_changes_office_fk references offices,
      version int not null,
      at timestamptz not null default now(),
      account_id int not null constraint office_rule_changes_account_fk references accounts,
      rules jsonb not null,
      constraint office_rule_changes_pkey primary key (office_id, version)
    );
    grant select, insert on office_rule_changes to cen_app;

    alter table seizure_drafts add column sent_at timestamptz;
    create index seizure_drafts_sent on seizure_drafts (office_id, sent_at)
      where sent_at is not null and submitted_at is null and discarded_at is null;

    create table seizure_draft_steps (
      id bigint generated always as identity constraint seizure_draft_steps_pkey primary key,
      draft_id uuid not null constraint seizure_draft_steps_draft_fk references seizure_drafts,
      kind text not null constraint seizure_draft_steps_kind_known
        check (kind in ('sent', 'opened', 'recalled', 'returned', 'approved')),
      at timestamptz not null default now(),
      account_id int not null constraint seizure_draft_steps_account_fk references accounts,
      reason text
    );
    create index seizure_draft_steps_draft on seizure_draft_steps (draft_id, id);
    grant select, insert on seizure_draft_steps to cen_app;
  `);
}

export async function down(): Promise<void> {
  throw new Error('not undone: records may wait for approval');
}
