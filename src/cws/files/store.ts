import { impersonalFileName } from '../../personal-data/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { Examination } from '../../files/intake/types.ts';
import type { ReceivedFile } from '../../files/intake/types.ts';
import type { FileRefusal } from '../../files/kinds/kinds.ts';
import { visibleReferrals } from '../referrals/scope.ts';
import { readableDocuments, workableDocuments } from '../documents/scope.ts';
import type { CwsFile } from './file.ts';

const columns = sql`
  f.id, f.name, f.kind, f.size, f.sha256, f.stored_id as "storedId", f.state, f.refusal,
  f.scanned, f.pages,
  f.width, f.height, f.derivatives, f.removed, f.uploaded_at as "uploadedAt"`;

/** A file with the document or referral it is of, and the text of its pages. */
export interface OpenedFile extends CwsFile {
  readonly ref: string;
  readonly isOfReferral: boolean;
  /** Of the document; 0 while it was never published. */
  readonly version: number;
  readonly texts: readonly string[];
}

type Row = Omit<CwsFile, 'size' | 'uploadedAt'> & { size: string; uploadedAt: Date };

function toFile(row: Row): CwsFile {
  return { ...row, size: Number(row.size), uploadedAt: row.uploadedAt.toISOString() };
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

/** Files of a referral the viewer was given, the first come first. */
export async function listReferralFiles(on: Queryable, _viewer: Viewer, referralId: number): Promise<CwsFile[]> {
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from cws_files f where f.referral_id = ${referralId} order by f.uploaded_at, f.name`,
  );
  return rows.map(toFile);
}

/**
 * A clean file this viewer may open: of a published version the viewer may read, of a document the viewer works on, or
 * of a referral the viewer may see. With it the reference of what it is of. Throws NotVisible.
 */
export async function getFile(on: Queryable, viewer: Viewer, id: string): Promise<OpenedFile> {
  const [read, work, referred] = [readableDocuments(viewer), workableDocuments(viewer), visibleReferrals(viewer)];
  const row = await queryRow<Row & Pick<OpenedFile, 'ref' | 'isOfReferral' | 'version' | 'texts'>>(
    on,
    sql`
      select ${columns}, f.texts, coalesce(d.ref, r.ref) as ref, coalesce(d.version, 0) as version,
        r.id is not null as "isOfReferral"
      from cws_files f left join cws_documents d on d.id = f.document_id left join referrals r on r.id = f.referral_id
      where f.id = ${id} and f.state = 'clean'
        and (d.id is not null
            and (${read} and exists (select from cws_version_files v where v.file_id = f.id) or ${work})
          or r.id is not null and ${referred})`,
  );
  if (!row) throw new NotVisible('no such file');
  const { ref, version, texts, isOfReferral } = row;
  return { ...toFile(row), ref, version, texts, isOfReferral };
}

/** Writes down a file that was taken in; it waits to be examined. Returns its number. */
export async function insertFile(
  client: Client,
  viewer: Viewer,
  of: { readonly documentId: number } | { readonly referralId: number },
  file: ReceivedFile,
): Promise<string> {
  const [documentId, referralId] = 'documentId' in of ? [of.documentId, null] : [null, of.referralId];
  const row = await queryRow<{ id: string }>(
    client,
    sql`
      insert into cws_files (document_id, referral_id, name, kind, size, sha256, stored_id, uploaded_by)
      values (${documentId}::bigint, ${referralId}::int, ${impersonalFileName(file.name)}, ${file.kind}, ${file.size},
        ${file.sha256},
        ${file.storedId}, ${viewer.accountId}) returning id`,
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

/**
 * Marks a file of a referral as taken back. Returns it as it was, so that its content can be removed; undefined where
 * it is not there or was taken back before.
 */
export async function takeFileBack(client: Client, referralId: number, id: string): Promise<CwsFile | undefined> {
  const row = await queryRow<Row>(
    client,
    sql`
      select ${columns} from cws_files f
      where f.id = ${id} and f.referral_id = ${referralId} and f.state <> 'takenBack' for update`,
  );
  if (!row) return undefined;
  await execute(
    client,
    sql`update cws_files set state = 'takenBack', derivatives = '[]', texts = '{}' where id = ${id}`,
  );
  return toFile(row);
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

/** Who sent a file, and for which document or referral; undefined where the portal itself did. */
export function findSender(
  on: Queryable,
  id: string,
): Promise<{ loginId: string; ref: string; isOfReferral: boolean } | undefined> {
  return queryRow<{ loginId: string; ref: string; isOfReferral: boolean }>(
    on,
    sql`
      select a.login_id as "loginId", coalesce(d.ref, r.ref) as ref, r.id is not null as "isOfReferral"
      from cws_files f left join cws_documents d on d.id = f.document_id left join referrals r on r.id = f.referral_id
      join accounts a on a.id = f.uploaded_by where f.id = ${id}`,
  );
}
