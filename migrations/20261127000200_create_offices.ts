import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Offices of the network, and which RILO serves which country from when to when. */
const offices = `
  create extension if not exists btree_gist;

  create table offices (
    id int generated always as identity constraint offices_pkey primary key,
    code text not null constraint offices_code_unique unique
      constraint offices_code_shape check (code ~ '^[A-Z][A-Z0-9-]{1,19}$'),
    kind text not null
      constraint offices_kind_known check (kind in ('administration', 'rilo', 'secretariat', 'partner')),
    name_en text not null constraint offices_name_en_filled check (name_en <> ''),
    name_fr text not null constraint offices_name_fr_filled check (name_fr <> ''),
    country char(2),
    host_city text,
    active_from date,
    active_to date,
    default_release text not null default 'all' constraint offices_default_release_known
      check (default_release in ('all', 'region', 'rilos', 'named', 'through_rilo')),
    release_ceiling text not null default 'all' constraint offices_release_ceiling_known
      check (release_ceiling in ('all', 'region', 'rilos', 'named', 'through_rilo')),
    seed_hash text,
    edited_at timestamptz,
    constraint offices_administration_has_country check (kind <> 'administration' or country is not null),
    constraint offices_activity_order check (active_to >= active_from)
  );
  create index offices_country on offices (country);

  create table rilo_memberships (
    id int generated always as identity constraint rilo_memberships_pkey primary key,
    rilo_id int not null constraint rilo_memberships_rilo_fk references offices,
    country char(2) not null,
    valid_from date not null,
    valid_to date,
    note text,
    seed_hash text,
    edited_at timestamptz,
    constraint rilo_memberships_validity_order check (valid_to >= valid_from),
    constraint rilo_memberships_one_at_a_time exclude using gist
      (country with =, daterange(valid_from, valid_to, '[]') with &&)
  );
  create index rilo_memberships_rilo on rilo_memberships (rilo_id);

  create function rilo_on(of_country char(2), day date) returns int language sql stable as $$
    select rilo_id from rilo_memberships
      where country = of_country and valid_from <= day and (valid_to is null or valid_to >= day)
  $$;
`;

/** Every process keeps the offices in memory and looks here whether they are still so. */
const versions = `
  create table network_versions (
    id boolean constraint network_versions_pkey primary key default true constraint network_versions_single check (id),
    version bigint not null default 1
  );
  insert into network_versions default values;

  create function count_network_version() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
  begin
    update network_versions set version = version + 1;
    return null;
  end $$;
  create trigger offices_version after insert or update on offices
    for each statement execute function count_network_version();
  create trigger rilo_memberships_version after insert or update on rilo_memberships
    for each statement execute function count_network_version();
`;

/** The application may add and close, never delete. */
const grants = `
  grant select on offices, rilo_memberships to cen_app;
  grant insert (code, kind, name_en, name_fr, country, host_city, active_from, edited_at),
    update (name_en, name_fr, country, host_city, active_from, active_to, edited_at) on offices to cen_app;
  grant insert (rilo_id, country, valid_from, note, edited_at), update (valid_to, edited_at)
    on rilo_memberships to cen_app;
  grant select on network_versions to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(offices + versions + grants);
}
