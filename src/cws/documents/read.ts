import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import type { Content, CwsDocument } from './document.ts';
import { getDocument, getVersion } from './store.ts';

export interface ReadDocument {
  readonly document: CwsDocument;
  readonly content: Content;
  readonly version: number;
}

/** Reads a published version, the newest unless one is named, and notes that it was read. Throws NotVisible. */
export async function readDocument(pool: Pool, viewer: Viewer, ref: string, version?: number): Promise<ReadDocument> {
  return inTransaction(pool, async client => {
    const document = await getDocument(viewer, client, ref);
    if (document.version === 0) throw new NotFound('not published');
    const wanted = version ?? document.version;
    const content = await getVersion(client, document, wanted);
    await client.query(
      `
      insert into cws_reads as r (account_id, document_id, version) values ($1, $2, $3)
      on conflict (account_id, document_id) do update set version = greatest(r.version, excluded.version), read_at = now()`,
      [viewer.accountId, document.id, wanted],
    );
    await client.query('set local synchronous_commit to off');
    await note(client, viewer, { action: 'document.read', subject: ref, detail: { version: wanted } });
    return { document, content, version: wanted };
  });
}
