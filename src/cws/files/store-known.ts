import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { keysOf } from '../../files/pictures/fingerprint-keys.ts';
import { readFingerprint } from '../../files/pictures/fingerprint.ts';
import { findCopies } from '../../files/pictures/search-fingerprints.ts';
import { readableDocuments } from '../documents/scope.ts';
import { addressOfRef, type KindCode } from '../kinds/index.ts';
import type { CwsFile } from './file.ts';

type Unknown = Pick<CwsFile, 'id' | 'derivatives'>;

/** Pictures of documents that are shown and have no fingerprint, the oldest first. */
export async function listUnknown(on: Queryable, count: number): Promise<Unknown[]> {
  return queryRows<Unknown>(
    on,
    sql`
      select f.id, f.derivatives from cws_files f
      where f.state = 'clean' and f.document_id is not null and f.derivatives <> '[]'
        and not exists (select from cws_fingerprints p where p.file_id = f.id)
      order by f.uploaded_at, f.id limit ${count}`,
  );
}

/** Keeps what a picture is known again by; empty where nothing could be made of it. Twice is once. */
export async function keepFingerprint(on: Queryable, fileId: string, fingerprint: Uint8Array): Promise<void> {
  const row = await queryRow<{ id: number }>(
    on,
    sql`
      insert into cws_fingerprints (file_id, fingerprint) values (${fileId}, ${Buffer.from(fingerprint)})
      on conflict do nothing returning id`,
  );
  const print = readFingerprint(fingerprint);
  if (print && row)
    await execute(
      on,
      sql`
        insert into cws_fingerprint_keys (key, fingerprint_id)
        select key, ${row.id}::int from unnest(${keysOf(print)}::int[]) key`,
    );
}

/** A document that shows a picture that was looked for. */
export interface FoundDocument {
  readonly ref: string;
  readonly kind: KindCode;
  readonly href: string;
  /** By language, as far as it has them. */
  readonly titles: Readonly<Record<string, { readonly title: string }>>;
}

/** Documents in force that this viewer may read whose current version holds a picture, the likest first. */
export async function documentsWithPicture(
  on: Queryable,
  viewer: Viewer,
  fingerprint: Uint8Array,
): Promise<FoundDocument[]> {
  const print = readFingerprint(fingerprint);
  if (!print) return [];
  const refs = await findCopies(on, print, {
    keys: sql`cws_fingerprint_keys`,
    from: sql`
      cws_fingerprints f join cws_version_files v on v.file_id = f.file_id
      join cws_documents d on d.id = v.document_id and d.version = v.version`,
    where: sql`d.state = 'published' and ${readableDocuments(viewer)}`,
    id: sql`d.ref`,
  });
  if (refs.length === 0) return [];
  const rows = await queryRows<Omit<FoundDocument, 'href'>>(
    on,
    sql`
      select d.ref, d.kind, d.titles from unnest(${refs}::text[]) with ordinality r(ref, at)
      join cws_documents d on d.ref = r.ref order by r.at`,
  );
  return rows.map(row => ({ ...row, href: addressOfRef(row.ref) ?? '/cws' }));
}
