import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { NotVisible } from '../../errors.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText } from '../keys/seal.ts';
import type { Sealed } from '../keys/seal.ts';
import type { Entered, FormKind } from '../operations/operation.ts';
import type { Typed } from './pages/read-form.ts';

/** A form that was begun, as it was typed. Its id is the number of its form: sent, it is gone. */
export interface FormDraft {
  readonly id: string;
  readonly kind: FormKind;
  readonly savedAt: string;
}

interface Row {
  readonly id: string;
  readonly operationId: string;
  readonly authorId: number;
  readonly epoch: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly kind: FormKind;
}

const thingOf = ({ id, operationId, authorId, epoch, createdMs, salt }: Omit<Row, 'content' | 'kind'>): Sealed => ({
  kind: 'draft',
  id,
  operationId,
  authorId,
  epoch,
  createdMs,
  salt,
});

/** Keeps what was typed, sealed anew under the operation's present key. Throws NotVisible for a draft of somebody else's or of another kind, KeysAway. */
export async function saveFormDraft(
  keys: KeyProvider,
  client: Client,
  viewer: Viewer,
  { operation }: Entered,
  draft: { id: string; kind: FormKind; typed: Typed; parentId: string | null },
): Promise<void> {
  const row = {
    id: draft.id,
    operationId: operation.id,
    authorId: viewer.accountId,
    epoch: operation.currentEpoch,
    createdMs: Date.now(),
    salt: newSalt(),
  };
  const sealed = sealText(
    await keys.keyOf(client, operation.id, row.epoch),
    thingOf(row),
    'content',
    JSON.stringify(draft.typed),
  );
  const {
    rows: [saved],
  } = await client.query<{ version: number }>(
    `
    insert into cencomm_drafts (id, operation_id, account_id, epoch, created_ms, salt, content_ct, kind, parent_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    on conflict (id) do update set epoch = excluded.epoch, created_ms = excluded.created_ms, salt = excluded.salt, content_ct = excluded.content_ct, saved_at = now(), version = cencomm_drafts.version + 1
    where cencomm_drafts.account_id = $3 and cencomm_drafts.operation_id = $2 and cencomm_drafts.kind = $8 returning version`,
    [row.id, row.operationId, row.authorId, row.epoch, row.createdMs, row.salt, sealed, draft.kind, draft.parentId],
  );
  if (!saved) throw new NotVisible('no such draft');
  if (saved.version === 1)
    await note(client, viewer, {
      action: 'chain.formSaved',
      subject: `operation:${operation.id}`,
      detail: { kind: draft.kind },
    });
}

/** What was typed in one's own draft; undefined where there is none or it cannot be verified. Throws KeysAway. */
export async function readFormDraft(
  keys: KeyProvider,
  on: Queryable,
  viewer: Viewer,
  { operation }: Entered,
  id: string,
): Promise<{ kind: FormKind; typed: Typed } | undefined> {
  const {
    rows: [row],
  } = await on.query<Row>(
    `select id, operation_id as "operationId", account_id as "authorId", epoch, created_ms::float8 as "createdMs", salt, content_ct as content, kind
    from cencomm_drafts where id = $1 and account_id = $2 and operation_id = $3 and kind <> 'plain'`,
    [id, viewer.accountId, operation.id],
  );
  if (!row) return undefined;
  try {
    return {
      kind: row.kind,
      typed: JSON.parse(
        openText(await keys.keyOf(on, operation.id, row.epoch), thingOf(row), 'content', row.content),
      ) as Typed,
    };
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}

export async function listFormDrafts(viewer: Viewer, on: Queryable, { operation }: Entered): Promise<FormDraft[]> {
  const { rows } = await on.query<{ id: string; kind: FormKind; savedAt: Date }>(
    `select id, kind, saved_at as "savedAt" from cencomm_drafts
    where account_id = $1 and operation_id = $2 and kind <> 'plain' order by saved_at desc limit 20`,
    [viewer.accountId, operation.id],
  );
  return rows.map(row => ({ ...row, savedAt: row.savedAt.toISOString() }));
}

/** Takes a draft of one's own away: it was sent, or is no longer wanted. Answers whether there was one. */
export async function dropFormDraft(
  client: Queryable,
  viewer: Viewer,
  operationId: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `delete from cencomm_drafts where id = $1 and account_id = $2 and operation_id = $3 and kind <> 'plain'`,
    [id, viewer.accountId, operationId],
  );
  return (rowCount ?? 0) > 0;
}

/** The message a form of the viewer's was sent as: its draft ended with it. */
export async function sentAs(client: Queryable, viewer: Viewer, clientUuid: string): Promise<string | undefined> {
  const {
    rows: [row],
  } = await client.query<{ id: string }>('select id from cencomm_messages where sender_id = $1 and client_uuid = $2', [
    viewer.accountId,
    clientUuid,
  ]);
  return row?.id;
}
