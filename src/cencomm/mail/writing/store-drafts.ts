import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../keys/seal.ts';
import type { Entered, MessageKind, Operation } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';
import { findSent } from '../store-messages.ts';
import { removeDraftAttachments } from './store-attachments.ts';

/** Everything typed into a form, by the names of its fields. */
export type Typed = Readonly<Record<string, string>>;

/** Everything typed into a form by template, whose inputs may be repeated. */
export type TypedForm = Readonly<Record<string, string | readonly string[]>>;

/** A message that is being written. `typed` is undefined where it could not be verified. */
export interface Draft<T = Typed> {
  readonly id: string;
  readonly operationId: string;
  readonly kind: MessageKind;
  readonly savedAt: string;
  /** Times it was saved. */
  readonly version: number;
  readonly typed?: T;
}

type Row = Omit<Draft, 'savedAt' | 'typed'> & {
  readonly accountId: number;
  readonly epoch: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly content: Buffer;
  readonly savedAt: Date;
};

const sealOf = ({
  id,
  operationId,
  epoch,
  accountId,
  createdMs,
  salt,
}: Pick<Row, 'id' | 'operationId' | 'epoch' | 'accountId' | 'createdMs' | 'salt'>): Sealed => ({
  kind: 'draft',
  operationId,
  epoch,
  id,
  authorId: accountId,
  createdMs,
  salt,
});

const columns = sql`
  id, operation_id as "operationId", account_id as "accountId", epoch, created_ms::float8 as "createdMs", salt,
  content_ct as content, kind, saved_at as "savedAt", version`;

/** What came of saving a draft; `other` is what another window saved since, which stays. */
export type Saving =
  | { readonly state: 'saved'; readonly version: number }
  | { readonly state: 'sent' }
  | { readonly state: 'other'; readonly version: number; readonly other: Draft };

/**
 * Saves what is typed, sealed under a new salt, under the number of its form. This becomes the number of the message,
 * so that two pages of one draft send one message. `seen` is the version the page began from: what another window
 * saved since is never written over. Throws NotVisible for another account's draft, KeysAway.
 */
export async function saveDraft(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  { id: operationId, currentEpoch: epoch }: Pick<Operation, 'id' | 'currentEpoch'>,
  draft: { id: string; kind: MessageKind; typed: Typed; seen: number; isBySelf: boolean },
): Promise<Saving> {
  if ((await findSent(client, viewer, draft.id)) !== undefined) return { state: 'sent' };
  const other = await findOther(client, viewer, keys, operationId, draft);
  if (other) return { state: 'other', version: other.version, other };
  const row = { id: draft.id, operationId, accountId: viewer.accountId, epoch, createdMs: Date.now(), salt: newSalt() };
  const sealed = sealText(
    await keys.keyOf(client, operationId, epoch),
    sealOf(row),
    'content',
    JSON.stringify(draft.typed),
  );
  const saved = await queryRow<{ version: number }>(
    client,
    sql`
      insert into cencomm_drafts as d
        (id, operation_id, account_id, epoch, created_ms, salt, content_ct, kind, parent_id)
      values (${row.id}, ${operationId}, ${viewer.accountId}, ${epoch}, ${row.createdMs}, ${row.salt}, ${sealed},
        ${draft.kind}, null)
      on conflict (id) do update
      set epoch = excluded.epoch, created_ms = excluded.created_ms, salt = excluded.salt,
        content_ct = excluded.content_ct, saved_at = now(), version = d.version + 1
        where d.account_id = excluded.account_id and d.operation_id = excluded.operation_id and d.kind = excluded.kind
      returning version`,
  );
  if (!saved) throw new NotVisible('no such draft');
  if (saved.version === 1)
    await note(client, viewer, {
      action: 'message.drafted',
      subject: `message:${row.id}`,
      detail: { operation: operationId, kind: draft.kind },
    });
  return { state: 'saved', version: saved.version };
}

/**
 * What another window saved of a draft since a page began from its version. A page may have saved by itself while its
 * button was pressed: its own text is no other's, unless it is the saving by itself that comes late.
 */
export async function findOther(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  operationId: string,
  { id, typed, seen, isBySelf }: { id: string; typed: Typed; seen: number; isBySelf: boolean },
): Promise<Draft | undefined> {
  const row = await queryRow<Row>(
    on,
    sql`
      select ${columns} from cencomm_drafts
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operationId} and kind = 'plain'
      for update`,
  );
  if (!row || row.version === seen) return undefined;
  const draft = await opened<Typed>(on, keys, row);
  if (!draft.typed || isSameText(draft.typed, typed)) return undefined;
  return !isBySelf && typed.window !== '' && draft.typed.window === typed.window ? undefined : draft;
}

function isSameText({ window: _before, ...before }: Typed, { window: _now, ...now }: Typed): boolean {
  return [...Object.keys(before), ...Object.keys(now)].every(name => (before[name] ?? '') === (now[name] ?? ''));
}

/** The viewer's own draft of plain mail in an operation they have entered. Throws NotVisible, KeysAway. */
export async function readDraft(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  { operation }: Entered,
  id: unknown,
): Promise<Draft> {
  if (!isId(id)) throw new NotVisible('no such draft');
  const row = await queryRow<Row>(
    on,
    sql`
      select ${columns} from cencomm_drafts
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operation.id} and kind = 'plain'`,
  );
  if (!row) throw new NotVisible('no such draft');
  return opened<Typed>(on, keys, row);
}

/** The viewer's own drafts in an operation, plain and by template, the last saved first. Throws KeysAway. */
export async function listDrafts(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  { operation }: Entered,
): Promise<Draft<TypedForm>[]> {
  const rows = await queryRows<Row>(
    on,
    sql`
      select ${columns} from cencomm_drafts where account_id = ${viewer.accountId} and operation_id = ${operation.id}
      order by saved_at desc limit 100`,
  );
  const drafts: Draft<TypedForm>[] = [];
  for (const row of rows) drafts.push(await opened<TypedForm>(on, keys, row));
  return drafts;
}

async function opened<T>(on: Queryable, keys: KeyProvider, row: Row): Promise<Draft<T>> {
  const { id, operationId, kind, savedAt, version } = row;
  const draft = { id, operationId, kind, version, savedAt: savedAt.toISOString() };
  try {
    return {
      ...draft,
      typed: JSON.parse(
        openText(await keys.keyOf(on, operationId, row.epoch), sealOf(row), 'content', row.content),
      ) as T,
    };
  } catch (error) {
    if (error instanceof BrokenSeal) return draft;
    throw error;
  }
}

/**
 * Deletes the viewer's draft and its rows of attachments. Returns the stored files to remove after the transaction.
 * Throws NotVisible.
 */
export async function discardDraft(
  client: Client,
  viewer: Viewer,
  { operation }: Entered,
  id: unknown,
): Promise<string[]> {
  if (!isId(id)) throw new NotVisible('no such draft');
  const own = await queryRow(
    client,
    sql`
      select 1 from cencomm_drafts
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operation.id} and kind = 'plain'
      for update`,
  );
  if (!own) throw new NotVisible('no such draft');
  const stored = await removeDraftAttachments(client, viewer, id);
  await deleteDraft(client, viewer, id);
  await note(client, viewer, {
    action: 'message.draftDiscarded',
    subject: `message:${id}`,
    detail: { operation: operation.id },
  });
  return stored;
}

export async function deleteDraft(client: Client, viewer: Viewer, id: string): Promise<void> {
  await execute(client, sql`delete from cencomm_drafts where id = ${id} and account_id = ${viewer.accountId}`);
}
