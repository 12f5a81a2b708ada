import type { Knex } from 'knex';

/**
 * Hashes by their five parts. Of two that differ in 14 bits of 64 at most, one part at least differs in two or none: alike ones are looked
 * up by the few values near each part, and nothing is scanned. The same expressions stand in src/files/pictures/perceptual-hash.ts. A picture's own hashes are
 * found by its id. A year of the gallery is found in the order it is shown in, since what was seized long ago was published long ago: a walk
 * from the newest picture would pass all the others.
 */
const parts = [
  [1, 13],
  [14, 13],
  [27, 13],
  [40, 13],
  [53, 12],
] as const;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create index cpdb_pictures_year on cpdb_pictures (year, published_at desc, id desc) where state = 'published'`,
  );
  await knex.raw('create index cpdb_hashes_picture on cpdb_hashes (picture_id)');
  for (const [from, width] of parts)
    await knex.raw(
      `create index cpdb_hashes_from_${from} on cpdb_hashes ((substring(hash from ${from} for ${width})::int))`,
    );
  // How rare the values are is what the indexes are chosen by.
  await knex.raw('analyze cpdb_hashes');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index cpdb_hashes_picture; drop index cpdb_pictures_year');
  for (const [from] of parts) await knex.raw(`drop index cpdb_hashes_from_${from}`);
}
