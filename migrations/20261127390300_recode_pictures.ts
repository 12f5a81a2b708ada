import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Pictures of the gallery follow the recoding of a whole code, and are put back with it while nothing else changed. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table cpdb_recoded (
      recoding_id bigint not null constraint cpdb_recoded_recoding_fk references code_recodings,
      picture_id bigint not null constraint cpdb_recoded_picture_fk references cpdb_pictures,
      version int not null,
      constraint cpdb_recoded_pkey primary key (recoding_id, picture_id)
    );
    comment on column cpdb_recoded.version is 'of the picture after it';
    grant select, insert on cpdb_recoded to cen_app;
  `);
}
