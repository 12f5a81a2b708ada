import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/**
 * What others did with an office's records, counted once as the trail is followed, so that no page scans it. What the
 * owner did itself is never counted. `owner_id` is the office of the record, `office_id` the one that opened it.
 */
const openings = `
  create table seizure_openings (
    seizure_id bigint not null constraint seizure_openings_seizure_fk references seizures,
    account_id int not null constraint seizure_openings_account_fk references accounts,
    office_id int not null constraint seizure_openings_office_fk references offices,
    times int not null,
    last_at timestamptz not null,
    constraint seizure_openings_pkey primary key (seizure_id, account_id, office_id)
  );
  create table office_openings (
    owner_id int not null constraint office_openings_owner_fk references offices,
    month date not null,
    office_id int not null constraint office_openings_office_fk references offices,
    times int not null,
    constraint office_openings_pkey primary key (owner_id, month, office_id),
    constraint office_openings_of_others check (owner_id <> office_id)
  );
  comment on table office_openings is 'without those of a record under embargo at that time';
  grant select, insert, update on seizure_openings, office_openings to cen_app;
  -- The trail is followed from its beginning.
  insert into audit_horizons values ('use', '0', 0);
`;

/** Records that left in a file, by whose they are; watch lists of others that a month's records reached. */
const uses = `
  create table office_exports (
    id bigint generated always as identity constraint office_exports_pkey primary key,
    owner_id int not null constraint office_exports_owner_fk references offices,
    office_id int not null constraint office_exports_office_fk references offices,
    at timestamptz not null default now(),
    records int not null,
    constraint office_exports_of_others check (owner_id <> office_id)
  );
  create index office_exports_owner on office_exports (owner_id, at);
  create table office_watch_hits (
    owner_id int not null constraint office_watch_hits_owner_fk references offices,
    month date not null,
    watch_id bigint not null constraint office_watch_hits_watch_fk references seizure_watches,
    office_id int not null constraint office_watch_hits_office_fk references offices,
    records int not null,
    constraint office_watch_hits_pkey primary key (owner_id, month, watch_id),
    constraint office_watch_hits_of_others check (owner_id <> office_id)
  );
  grant select, insert on office_exports to cen_app;
  grant select, insert, delete on office_watch_hits to cen_app;
`;

/** Searches that name a country, without who asked: only which office, to know from how many it came. */
const searches = `
  create table named_searches (
    id bigint generated always as identity constraint named_searches_pkey primary key,
    criteria jsonb not null,
    digest text not null constraint named_searches_digest_unique unique,
    countries text[] not null
  );
  create index named_searches_countries on named_searches using gin (countries);
  create table named_search_counts (
    search_id bigint not null constraint named_search_counts_search_fk references named_searches,
    month date not null,
    office_id int not null constraint named_search_counts_office_fk references offices,
    times int not null,
    constraint named_search_counts_pkey primary key (search_id, month, office_id)
  );
  grant select, insert on named_searches to cen_app;
  grant select, insert, update on named_search_counts to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(openings + uses + searches);
}
