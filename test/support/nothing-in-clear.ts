import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from '../../src/db/pool.ts';

/** What tests write into CENcomm contains this word, in texts, names and files. */
export const marker = 'ZEBRAMARKER';

/**
 * A record made of a seizure message by its owner is meant to hold what the message said; code lists and the pages made
 * of them are large, and nobody's.
 */
const meant = /^seizure|^goods_lines$|^reference_|^cws_(?:search|documents|versions)/;
/** As text, as the bytes of a bytea, and in Base64 at each of its three places. */
const shapes = [
  marker,
  Buffer.from(marker).toString('hex'),
  ...[0, 1, 2].map(shift =>
    Buffer.from(`${' '.repeat(shift)}${marker}`)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  ),
];

/** Places where a dump of the database and of the file store would show the marker to a reader without the key. */
export async function placesInClear(owner: Pool, fileStore: string): Promise<string[]> {
  const {
    rows: [used],
  } = await owner.query<{ found: boolean }>('select exists(select 1 from cencomm_operations) as found');
  if (!used?.found) return [];
  const { rows: tables } = await owner.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog',
      'information_schema')`,
  );
  const found: string[] = [];
  for (const { schema, name } of tables.filter(one => !meant.test(one.name))) {
    const {
      rows: [row],
    } = await owner.query<{ n: number }>(
      `select count(*)::int as n from "${schema}"."${name}" t where t::text ilike any($1::text[])`,
      [shapes.map(shape => `%${shape}%`)],
    );
    if (row && row.n > 0) found.push(`${schema}.${name}: ${row.n} rows`);
  }
  for (const entry of await readdir(fileStore, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(marker))
      found.push(join(entry.parentPath, entry.name));
  }
  return found;
}
