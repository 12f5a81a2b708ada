import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Pictures somebody put together: for a shift, a lesson, a case. A withdrawn picture is no longer shown in one. */
const collections = `
  create table cpdb_collections (
    id bigint generated always as identity constraint cpdb_collections_pkey primary key,
    client_uuid uuid not null constraint cpdb_collections_client_uuid_unique unique,
    account_id int not null constraint cpdb_collections_account_fk references accounts,
    office_id int not null constraint cpdb_collections_office_fk references offices,
    audience text not null default 'own'
      constraint cpdb_collections_audience_known check (audience in ('own', 'office', 'all')),
    name text not null,
    note text not null default '',
    version int not null default 1,
    made_at timestamptz not null default now(),
    removed_at timestamptz
  );
  create index cpdb_collections_account on cpdb_collections (account_id) where removed_at is null;
  create index cpdb_collections_office on cpdb_collections (office_id, audience) where removed_at is null;
  create index cpdb_collections_all on cpdb_collections (id desc) where removed_at is null and audience = 'all';

  create table cpdb_collection_pictures (
    collection_id bigint not null constraint cpdb_collection_pictures_collection_fk references cpdb_collections,
    picture_id bigint not null constraint cpdb_collection_pictures_picture_fk references cpdb_pictures,
    place int not null,
    constraint cpdb_collection_pictures_pkey primary key (collection_id, picture_id)
  );
  create index cpdb_collection_pictures_picture on cpdb_collection_pictures (picture_id);

  grant select, insert, update on cpdb_collections to cen_app;
  grant select, insert, update, delete on cpdb_collection_pictures to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(collections);
}
