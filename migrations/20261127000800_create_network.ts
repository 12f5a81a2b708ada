import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** A membership that moves takes the region of its seizures with it, by the date of seizure. */
const recoding = `
  -- Two rows change in a move; at the end of the transaction the second finds nothing left to do.
  create function recode_regions() returns trigger language plpgsql as $$
  begin
    with recoded as (
      update seizures s set region_id = rilo_on(s.country, s.seizure_date)
      where s.country = new.country and s.region_id is distinct from rilo_on(s.country, s.seizure_date) returning id)
    insert into seizure_changes (seizure_id, kind) select id, 'recoded' from recoded;
    return null;
  end $$;
  create constraint trigger rilo_memberships_recode
    after insert or update of valid_from, valid_to, rilo_id, country on rilo_memberships
    deferrable initially deferred for each row execute function recode_regions();
`;

/** Official contact data, National Contact Points by dates, and the history of every change. */
const contacts = `
  create table office_contacts (
    office_id int not null constraint office_contacts_pkey primary key
      constraint office_contacts_office_fk references offices,
    version int not null default 1,
    email text,
    phone text,
    days text[] not null default '{}' constraint office_contacts_days_known
      check (days <@ array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
    opens text constraint office_contacts_opens_shape check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    closes text constraint office_contacts_closes_shape check (closes ~ '^([01][0-9]|2[0-4]):[0-5][0-9]$'),
    time_zone text,
    languages text[] not null default '{}',
    desks jsonb not null default '[]' constraint office_contacts_desks_list check (jsonb_typeof(desks) = 'array'),
    synthetic boolean not null default false,
    changed_at timestamptz not null default now()
  );
  comment on column office_contacts.desks is
    'staff by function: [{ function, staff, email }]; offices only, no persons';

  create table contact_points (
    id int generated always as identity constraint contact_points_pkey primary key,
    office_id int not null constraint contact_points_office_fk references offices,
    reference text not null,
    letter_date date not null,
    valid_from date not null,
    function text not null,
    email text not null,
    phone text,
    notified_by int not null constraint contact_points_notified_by_fk references accounts,
    notified_at timestamptz not null default now(),
    corrects int constraint contact_points_corrects_fk references contact_points
      constraint contact_points_corrects_once unique,
    superseded_at timestamptz,
    superseded_reason text,
    synthetic boolean not null default false
  );
  comment on column contact_points.valid_from is
    'first day; the last is the day before the next notification takes effect';
  create unique index contact_points_one_a_day on contact_points (office_id, valid_from) where superseded_at is null;
  create unique index contact_points_reference_once on contact_points (office_id, lower(reference))
    where superseded_at is null;

  create table office_changes (
    id bigint generated always as identity constraint office_changes_pkey primary key,
    office_id int not null constraint office_changes_office_fk references offices,
    kind text not null constraint office_changes_kind_known check (kind in (
      'contact', 'amended', 'founded', 'closed', 'reopened', 'joined', 'left', 'moved', 'notified', 'corrected')),
    at timestamptz not null default now(),
    account_id int not null constraint office_changes_account_fk references accounts,
    reason text,
    detail jsonb not null default '{}'
  );
  create index office_changes_office on office_changes (office_id, id desc);

  grant select, insert, update on office_contacts to cen_app;
  grant select, insert, update (superseded_at, superseded_reason) on contact_points to cen_app;
  grant select, insert on office_changes to cen_app;
`;

/** CENMaT's register of suggestions. */
const suggestions = `
  create table suggestions (
    id int generated always as identity constraint suggestions_pkey primary key,
    year int not null,
    ref text generated always as (
      'SUG-' || year::text || '-' || repeat('0', greatest(0, 4 - length(id::text))) || id::text) stored
      constraint suggestions_ref_unique unique,
    client_uuid uuid not null constraint suggestions_client_uuid_unique unique,
    office_id int not null constraint suggestions_office_fk references offices,
    made_by int not null constraint suggestions_made_by_fk references accounts,
    made_at timestamptz not null default now(),
    part text not null constraint suggestions_part_known check (part in
      ('seizures', 'cws', 'cpdb', 'cencomm', 'network', 'access', 'analysis', 'reference', 'general')),
    title text not null,
    purpose text not null,
    description text not null,
    state text not null default 'open'
      constraint suggestions_state_known check (state in ('open', 'accepted', 'planned', 'done', 'declined')),
    planned_for date,
    version int not null default 1,
    endorsed_at timestamptz,
    decided_at timestamptz,
    seen_at timestamptz,
    synthetic boolean not null default false
  );
  comment on column suggestions.seen_at is 'when the office that suggested last said it had seen the outcome';
  create index suggestions_office on suggestions (office_id);

  create table suggestion_steps (
    id bigint generated always as identity constraint suggestion_steps_pkey primary key,
    suggestion_id int not null constraint suggestion_steps_suggestion_fk references suggestions,
    kind text not null constraint suggestion_steps_kind_known check (kind in (
      'suggested', 'endorsed', 'commented', 'supported', 'unsupported', 'accepted', 'planned', 'done', 'declined',
        'reopened')),
    version int not null,
    at timestamptz not null default now(),
    account_id int not null constraint suggestion_steps_account_fk references accounts,
    text text,
    planned_for date
  );
  create index suggestion_steps_suggestion on suggestion_steps (suggestion_id, id);

  create table suggestion_supports (
    suggestion_id int not null constraint suggestion_supports_suggestion_fk references suggestions,
    office_id int not null constraint suggestion_supports_office_fk references offices,
    since timestamptz not null default now(),
    withdrawn_at timestamptz,
    constraint suggestion_supports_pkey primary key (suggestion_id, office_id)
  );

  grant select, insert, update (state, planned_for, version, endorsed_at, decided_at, seen_at)
    on suggestions to cen_app;
  grant select, insert on suggestion_steps to cen_app;
  grant select, insert, update (since, withdrawn_at) on suggestion_supports to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(recoding + contacts + suggestions);
}
