import { createHash } from 'node:crypto';
import type { Client, Pool } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import { textPrint } from '../documents/editing/content.ts';
import type { Content } from '../documents/document.ts';
import { indexDocument } from '../documents/index-words.ts';
import { insertDocument, insertStep, insertVersion } from '../documents/store-change.ts';
import type { Author } from '../documents/store-change.ts';
import { seedPages } from './seed-files.ts';
import type { SeedPage } from './seed-files.ts';

interface Known {
  readonly key: string;
  readonly documentId: number;
  readonly ref: string;
  readonly version: number;
  readonly print: string;
  readonly isUntouched: boolean;
}

/**
 * Publishes the reference pages that come with the portal, in the Secretariat's name and by no account: the history of the
 * page tells of it, not the trail, which is of people. Run again it changes
 * nothing; a page whose file changed gets a new version, unless somebody revised, opened or withdrew it: then it is theirs.
 * Needs the offices. Answers how many versions were written.
 */
export async function loadReferencePages(pool: Pool, pages: readonly SeedPage[] = seedPages()): Promise<number> {
  return inTransaction(pool, async client => {
    await execute(client, sql`select pg_advisory_xact_lock(hashtext('cws seed pages'))`);
    const known = new Map((await listKnown(client)).map(one => [one.key, one]));
    const office = await queryRow<{ id: number }>(
      client,
      sql`select id from offices where kind = 'secretariat' order by id limit 1`,
    );
    if (!office) throw new Error('the network has no Secretariat: the offices are not seeded');
    let written = 0;
    const refs = new Map([...known.values()].map(({ key, ref }) => [key, ref]));
    for (const page of pages) {
      const before = known.get(page.key);
      if (before?.print === page.print) continue;
      const ref = await savePage(client, { accountId: null, office }, page, before, refs.get(page.parent) ?? '');
      refs.set(page.key, ref);
      if (!before || before.isUntouched) written += 1;
    }
    return written;
  });
}

async function listKnown(client: Client): Promise<Known[]> {
  return queryRows<Known>(
    client,
    sql`
      select s.key, s.document_id::int as "documentId", d.ref, s.version, s.content_hash as "print",
        d.state = 'published' and d.version = s.version
        and not exists (select from cws_drafts w where w.document_id = d.id and w.ended_at is null) as "isUntouched"
      from cws_page_seeds s join cws_documents d on d.id = s.document_id`,
  );
}

async function savePage(
  client: Client,
  author: Author,
  page: SeedPage,
  before: Known | undefined,
  parent: string,
): Promise<string> {
  const { id, ref } = before
    ? { id: before.documentId, ref: before.ref }
    : await insertDocument(client, author, { kind: 'page', clientUuid: uuidOf(page.key), regionId: null });
  if (before && !before.isUntouched) {
    await rememberSeed(client, page, id, before.version);
    return ref;
  }
  const content = finished(page.content, parent);
  const version = await insertVersion(
    client,
    author,
    { id, version: before?.version ?? 0 },
    { content, audience: 'world', changeNote: undefined },
  );
  await indexDocument(client, { id, ref, kind: 'page' }, content);
  await insertStep(client, author, id, { kind: 'published', version });
  await rememberSeed(client, page, id, version);
  return ref;
}

async function rememberSeed(
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

/** The French text is the translation of the English one it came with. */
function finished({ original, texts, fields, files }: Content, parent: string): Content {
  const { en, fr } = texts;
  return {
    original,
    texts: { ...(en ? { en } : {}), ...(en && fr ? { fr: { ...fr, basis: textPrint(en) } } : {}) },
    fields: { ...fields, parent },
    files,
  };
}

/** The same page has the same number everywhere, so that it is begun once. */
function uuidOf(key: string): string {
  const hex = createHash('sha256').update(`reference page ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
