import type { Viewer } from '../../access/index.ts';
import { recordRead } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import type { Content, CwsDocument } from './document.ts';
import { getDocument, getVersion } from './store.ts';
import { insertRead } from './store-change.ts';

interface ReadDocument {
  readonly document: CwsDocument;
  readonly content: Content;
  readonly version: number;
}

/** Reads a published version, the newest unless one is named, and notes that it was read. Throws NotVisible. */
export async function readDocument(pool: Pool, viewer: Viewer, ref: string, version?: number): Promise<ReadDocument> {
  return inTransaction(pool, async client => {
    const document = await getDocument(client, viewer, ref);
    if (document.version === 0) throw new NotFound('not published');
    const wanted = version ?? document.version;
    const content = await getVersion(client, document, wanted);
    await insertRead(client, viewer, document, wanted);
    await recordRead(client, viewer, { action: 'document.read', subject: ref, detail: { version: wanted } });
    return { document, content, version: wanted };
  });
}
