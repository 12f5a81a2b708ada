import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Filters by how it was detected, and the picture of a day as it was first shown. */
const gallery = `
  drop index cpdb_pictures_facets;
  create index cpdb_pictures_facets
    on cpdb_pictures (concealment, transport, heading, product, shows, region_id, year, detection)
    include (images) where state = 'published';

  create table cpdb_days (
    day date constraint cpdb_days_pkey primary key,
    picture_id bigint not null constraint cpdb_days_picture_fk references cpdb_pictures
  );
  grant select, insert, update on cpdb_days to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(gallery);
}
