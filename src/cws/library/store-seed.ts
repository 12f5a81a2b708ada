import type { Client } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import type { SeedPage } from './seed-files.ts';

/** A reference page as it was last loaded from its file. */
export interface LoadedSeed {
  readonly key: string;
  readonly documentId: number;
  readonly ref: string;
  readonly version: number;
  readonly print: string;
  readonly isUntouched: boolean;
}

/** Makes other processes that load reference pages wait until the transaction ends. */
export async function lockSeeds(client: Client): Promise<void> {
  await execute(client, sql`select pg_advisory_xact_lock(hashtext('cws seed pages'))`);
}

/** The office in whose name reference pages are published. Throws where the offices are not seeded. */
export async function getSecretariat(client: Client): Promise<{ readonly id: number }> {
  const office = await queryRow<{ id: number }>(
    client,
    sql`select id from offices where kind = 'secretariat' order by id limit 1`,
  );
  if (!office) throw new Error('the network has no Secretariat: the offices are not seeded');
  return office;
}

export async function listSeeds(client: Client): Promise<LoadedSeed[]> {
  return queryRows<LoadedSeed>(
    client,
    sql`
      select s.key, s.document_id::int as "documentId", d.ref, s.version, s.content_hash as "print",
        d.state = 'published' and d.version = s.version
        and not exists (select from cws_drafts w where w.document_id = d.id and w.ended_at is null) as "isUntouched"
      from cws_page_seeds s join cws_documents d on d.id = s.document_id`,
  );
}

/** Notes the version a page's file was loaded as. */
export async function saveSeed(
  client: Client,
  { key, print }: SeedPage,
  documentId: number,
  version: number,
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cws_page_seeds (key, document_id, version, content_hash)
      values (${key}, ${documentId}, ${version}, ${print})
      on conflict (key) do update
      set version = excluded.version, content_hash = excluded.content_hash, loaded_at = now()`,
  );
}
