import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Examination } from '../../files/intake/types.ts';
import type { ReceivedFile } from '../../files/intake/types.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import { readableDocuments, workableDocuments } from '../documents/scope.ts';
import type { CwsFile } from './file.ts';

const columns = sql`
  f.id, f.document_id as "documentId", f.name, f.kind, f.size, f.sha256, f.stored_id as "storedId", f.state, f.refusal,
  f.scanned, f.pages,
  f.width, f.height, f.derivatives, f.removed, f.uploaded_at as "uploadedAt"`;

/** A file with the document it is of, and the text of its pages. */
export interface OpenedFile extends CwsFile {
  readonly ref: string;
  /** Of the document; 0 while it was never published. */
  readonly version: number;
  readonly texts: readonly string[];
}

type Row = Omit<CwsFile, 'documentId' | 'size' | 'uploadedAt'> & { documentId: string; size: string; uploadedAt: Date };

function toFile(row: Row): CwsFile {
  return {
    ...row,
    documentId: Number(row.documentId),
    size: Number(row.size),
    uploadedAt: row.uploadedAt.toISOString(),
  };
}

/** Files of a document that was read through the scope, in the order of `ids`. */
export async function listFiles(on: Queryable, documentId: number, ids: readonly string[]): Promise<CwsFile[]> {
  if (ids.length === 0) return [];
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from cws_files f where f.document_id = ${documentId} and f.id = any(${ids}::uuid[])`,
  );
  const found = new Map(rows.map(row => [row.id, toFile(row)]));
  return ids.flatMap(id => found.get(id) ?? []);
}

/**
 * A clean file this viewer may open: of a published version the viewer may read, or of a document the viewer works on.
 * With it the reference of its document. Throws NotVisible.
 */
export async function getFile(on: Queryable, viewer: Viewer, id: string): Promise<OpenedFile> {
  const [read, work] = [readableDocuments(viewer), workableDocuments(viewer)];
  const row = await queryRow<Row & { ref: string; version: number; texts: string[] }>(
    on,
    sql`
      select ${columns}, f.texts, d.ref, d.version from cws_files f join cws_documents d on d.id = f.document_id
      where f.id = ${id} and f.state = 'clean'
        and (${read} and exists (select from cws_version_files v where v.file_id = f.id) or ${work})`,
  );
  if (!row) throw new NotVisible('no such file');
  return { ...toFile(row), ref: row.ref, version: row.version, texts: row.texts };
}

/** Writes down a file that was taken in; it waits to be examined. Returns its number. */
export async function insertFile(
  client: Client,
  viewer: Viewer,
  documentId: number,
  file: ReceivedFile,
): Promise<string> {
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into cws_files (document_id, name, kind, size, sha256, stored_id, uploaded_by)
      values (${documentId}, ${file.name}, ${file.kind}, ${file.size}, ${file.sha256}, ${file.storedId},
        ${viewer.accountId}) returning id`,
  );
  return row?.id ?? '';
}

/** A file that waits, locked; undefined when another process has done it. */
export async function lockWaiting(client: Client, id: string): Promise<CwsFile | undefined> {
  const row = await queryRow<Row>(
    client,
    sql`select ${columns} from cws_files f where f.id = ${id} and f.state = 'waiting' for update skip locked`,
  );
  return row && toFile(row);
}

/** Files that wait for longer than a minute: their job was lost, or the scanner was away. */
export async function listForgotten(on: Queryable): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    on,
    sql`
      select id from cws_files where state = 'waiting' and uploaded_at < now() - interval '1 minute'
      order by uploaded_at limit 100`,
  );
  return rows.map(({ id }) => id);
}

export async function setClean(
  client: Client,
  id: string,
  found: Extract<Examination, { verdict: 'clean' }>,
): Promise<void> {
  await execute(
    client,
    sql`
      update cws_files set state = 'clean', scanned = ${found.scanned}, pages = ${found.pages ?? null},
        width = ${found.width ?? null}, height = ${found.height ?? null},
        derivatives = ${JSON.stringify(found.derivatives ?? [])}, removed = ${found.removed ?? []},
        texts = ${(found.texts ?? []).map(storable)}, examined_at = now() where id = ${id}`,
  );
}

/** The database holds no NUL and no half characters. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

export async function setRefused(client: Client, id: string, refusal: FileRefusal): Promise<void> {
  await execute(
    client,
    sql`
      update cws_files set state = 'refused', refusal = ${JSON.stringify(refusal)}, examined_at = now()
      where id = ${id}`,
  );
}

/** Notes which files a version has, and makes their texts found under its reference. */
export async function insertVersionFiles(
  client: Client,
  { id, version }: { id: number; version: number },
  fileIds: readonly string[],
): Promise<void> {
  await execute(
    client,
    sql`
      insert into cws_version_files (document_id, version, file_id)
      select ${id}, ${version}, unnest(${fileIds}::uuid[])`,
  );
}

/** Makes the texts of a document's files found with it, in both languages: nobody says which one a file is in. */
export async function indexFiles(
  client: Client,
  document: { id: number; ref: string; kind: string },
  fileIds: readonly string[],
): Promise<void> {
  await execute(client, sql`delete from cws_search where document_id = ${document.id} and part <> ''`);
  await execute(
    client,
    sql`
      insert into cws_search (kind, key, part, lang, document_id, href, title, body)
      select ${document.kind}, ${document.ref}, f.id::text, l.lang, ${document.id}, '/cws/files/' || f.id || '/preview',
        f.name, array_to_string(f.texts, E'\\n')
      from cws_files f, (values ('en'), ('fr')) l (lang) where f.id = any(${fileIds}::uuid[]) and f.state = 'clean'`,
  );
}
