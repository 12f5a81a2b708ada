import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * Referrals: an environmental offence in trade, reported by an account of any level to a contact point or a RILO, and
 * what came of it. Nothing of one is ever changed but where it stands: the application may add and move, never delete.
 */
const referrals = `
  create table referrals (
    id int generated always as identity constraint referrals_pkey primary key,
    year int not null,
    ref text generated always as (
      'REFERRAL-' || year::text || '-' || repeat('0', greatest(0, 4 - length(id::text))) || id::text) stored
      constraint referrals_ref_unique unique,
    client_uuid uuid not null constraint referrals_client_uuid_unique unique,
    made_by int not null constraint referrals_made_by_fk references accounts,
    from_office_id int not null constraint referrals_from_office_fk references offices,
    made_at timestamptz not null default now(),
    lang text not null constraint referrals_lang_known check (lang in ('en', 'fr')),
    subject text not null constraint referrals_subject_known check (subject in ('ods', 'waste', 'cites')),
    stage text not null constraint referrals_stage_known check (stage in ('suspected', 'stopped', 'market')),
    happened text not null,
    country char(2) not null,
    place text,
    happened_on date,
    known_by text not null constraint referrals_known_by_known
      check (known_by in ('inspection', 'licences', 'market', 'information', 'authority', 'other')),
    product text,
    goods text not null,
    quantity numeric constraint referrals_quantity_not_negative check (quantity >= 0),
    unit text,
    from_country char(2),
    to_country char(2),
    transport text,
    state text not null default 'sent'
      constraint referrals_state_known check (state in ('sent', 'taken', 'recorded', 'answered', 'withdrawn')),
    version int not null default 1,
    office_id int not null constraint referrals_office_fk references offices,
    office_ids int[] not null,
    taken_by int constraint referrals_taken_by_fk references accounts,
    draft_id uuid constraint referrals_draft_unique unique constraint referrals_draft_fk references seizure_drafts,
    outcome text constraint referrals_outcome_known
      check (outcome in ('lawful', 'notFound', 'otherAuthority', 'known', 'other')),
    sender_news boolean not null default false,
    office_news boolean not null default false,
    synthetic boolean not null default false,
    constraint referrals_quantity_has_unit check ((quantity is null) = (unit is null)),
    constraint referrals_office_in_list check (office_id = any (office_ids))
  );
  comment on column referrals.product is 'code of the subject: list ods, basel or cites_species';
  comment on column referrals.office_id is
    'office it is with now; office_ids every office it was with, first come first';
  comment on column referrals.draft_id is 'draft of a seizure it became; once submitted, the client_uuid of the record';
  comment on column referrals.sender_news is
    'something the sender has not said to have seen; office_news the same for the office';
  create index referrals_made_by on referrals (made_by, id desc);
  create index referrals_offices on referrals using gin (office_ids);
  create index referrals_waiting on referrals (office_id) where state = 'sent' or office_news;
  create index referrals_news on referrals (made_by) where sender_news;
  create trigger referrals_codes_inserted after insert on referrals referencing new table as written
    for each statement execute function require_codes('country', 'array[country, from_country, to_country]',
      'transport', 'array[transport]', 'unit', 'array[unit]');

  create table referral_steps (
    id bigint generated always as identity constraint referral_steps_pkey primary key,
    referral_id int not null constraint referral_steps_referral_fk references referrals,
    kind text not null constraint referral_steps_kind_known check (kind in (
      'sent', 'taken', 'asked', 'said', 'passed', 'drafted', 'recorded', 'answered', 'reopened', 'withdrawn')),
    at timestamptz not null default now(),
    account_id int not null constraint referral_steps_account_fk references accounts,
    to_office_id int constraint referral_steps_to_office_fk references offices,
    text text,
    record_ref text,
    client_uuid uuid constraint referral_steps_client_uuid_unique unique
  );
  create index referral_steps_referral on referral_steps (referral_id, id);

  grant select, insert,
    update (state, version, office_id, office_ids, taken_by, draft_id, outcome, sender_news, office_news)
    on referrals to cen_app;
  grant select, insert on referral_steps to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(referrals);
}
