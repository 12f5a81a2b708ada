import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { indexLinks } from './store-words.ts';
import { keyOf } from './link.ts';
import { lockSeeds, retireGone, saveSeeds, type SeedLink } from './store-seed.ts';

const file = new URL('../../../seeds/cws/links.csv', import.meta.url);

/**
 * Brings the links to what their seed file says, as the reference lists are: one an administrator changed, retired or
 * moved is left alone, and one that left the file is retired. Run again it changes nothing. Returns how many rows it
 * wrote.
 */
export async function loadLinks(owner: Pool): Promise<number> {
  const rows: Record<string, string>[] = parse(readFileSync(file), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
  });
  const seeds = rows.map(seedOf);
  return inTransaction(owner, async client => {
    await lockSeeds(client);
    await retireGone(client, seeds);
    const written = await saveSeeds(client, seeds);
    await indexLinks(client);
    return written;
  });
}

function seedOf(row: Record<string, string>, at: number): SeedLink {
  const url = new URL(row.url ?? '').href;
  const seed = {
    code: row.code ?? '',
    subject: row.subject ?? '',
    position: at + 1,
    name_en: row.name_en ?? '',
    name_fr: row.name_fr ?? '',
    url,
    url_key: keyOf(url),
    description_en: row.description_en ?? '',
    description_fr: row.description_fr ?? '',
    languages: (row.languages ?? '').split(' ').filter(Boolean),
  };
  return { ...seed, seed_hash: createHash('sha256').update(JSON.stringify(seed)).digest('base64url').slice(0, 22) };
}
