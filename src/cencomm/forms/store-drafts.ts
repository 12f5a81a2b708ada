import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { NotVisible } from '../../errors.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../keys/seal.ts';
import type { Entered, FormKind } from '../operations/operation.ts';
import type { Typed } from './pages/read-form.ts';

/** A saved form as it was typed, until it is sent. Its id is the number of its form. */
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
  readonly version: number;
  readonly savedAt: Date;
}

const thingOf = ({
  id,
  operationId,
  authorId,
  epoch,
  createdMs,
  salt,
}: Omit<Row, 'content' | 'kind' | 'version' | 'savedAt'>): Sealed => ({
  kind: 'draft',
  id,
  operationId,
  authorId,
  epoch,
  createdMs,
  salt,
});

/** What was typed in a draft, and the times it was saved. */
export interface TypedDraft {
  readonly kind: FormKind;
  readonly typed: Typed;
  readonly version: number;
  readonly savedAt: string;
}

/** A form to be saved. `seen`: the version its page began from, 0 for none. */
interface FormToSave {
  readonly id: string;
  readonly kind: FormKind;
  readonly typed: Typed;
  readonly parentId: string | null;
  readonly seen: number;
}

/**
 * Saves what was typed, sealed under the operation's current key, unless another window saved something else since:
 * then that is answered, and stays. Throws NotVisible for a draft of another account or kind, KeysAway.
 */
export async function saveFormDraft(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  entered: Entered,
  draft: FormToSave,
): Promise<{ readonly version: number } | { readonly other: TypedDraft }> {
  const other = await findOtherForm(client, viewer, keys, entered, draft);
  if (other) return { other };
  const { operation } = entered;
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
  const saved = await queryRow<{ version: number }>(
    client,
    sql`
      insert into cencomm_drafts (id, operation_id, account_id, epoch, created_ms, salt, content_ct, kind, parent_id)
      values (${row.id}, ${row.operationId}, ${row.authorId}, ${row.epoch}, ${row.createdMs}, ${row.salt}, ${sealed},
        ${draft.kind}, ${draft.parentId})
      on conflict (id) do update
      set epoch = excluded.epoch, created_ms = excluded.created_ms, salt = excluded.salt,
        content_ct = excluded.content_ct, saved_at = now(), version = cencomm_drafts.version + 1
      where cencomm_drafts.account_id = ${row.authorId} and cencomm_drafts.operation_id = ${row.operationId}
        and cencomm_drafts.kind = ${draft.kind} returning version`,
  );
  if (!saved) throw new NotVisible('no such draft');
  if (saved.version === 1)
    await note(client, viewer, {
      action: 'chain.formSaved',
      subject: `operation:${operation.id}`,
      detail: { kind: draft.kind },
    });
  return { version: saved.version };
}

/** What another window saved of a draft since its page began, if it says something else. Throws KeysAway. */
export async function findOtherForm(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  entered: Entered,
  { id, typed, seen }: Pick<FormToSave, 'id' | 'typed' | 'seen'>,
): Promise<TypedDraft | undefined> {
  const draft = await readFormDraft(on, viewer, keys, entered, id);
  return !draft || draft.version === seen || isSameForm(draft.typed, typed) ? undefined : draft;
}

/** Inputs that say nothing of the message. */
const beside = new Set(['action', 'clientUuid', 'remove', 'template', 'version']);

function isSameForm(before: Typed, now: Typed): boolean {
  const said = (typed: Typed, name: string): string => [typed[name] ?? ''].flat().join(',');
  return [...Object.keys(before), ...Object.keys(now)].every(
    name => beside.has(name) || said(before, name) === said(now, name),
  );
}

/** What was typed in the viewer's draft; undefined where there is none or it cannot be verified. Throws KeysAway. */
export async function readFormDraft(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  { operation }: Entered,
  id: string,
): Promise<TypedDraft | undefined> {
  const row = await queryRow<Row>(
    on,
    sql`
      select id, operation_id as "operationId", account_id as "authorId", epoch, created_ms::float8 as "createdMs",
        salt, content_ct as content, kind, version, saved_at as "savedAt"
      from cencomm_drafts where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operation.id}
        and kind <> 'plain'`,
  );
  if (!row) return undefined;
  const { kind, version, savedAt } = row;
  try {
    const text = openText(await keys.keyOf(on, operation.id, row.epoch), thingOf(row), 'content', row.content);
    return { kind, version, savedAt: savedAt.toISOString(), typed: JSON.parse(text) as Typed };
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}

export async function listFormDrafts(on: Queryable, viewer: Viewer, { operation }: Entered): Promise<FormDraft[]> {
  const rows = await queryRows<{ id: string; kind: FormKind; savedAt: Date }>(
    on,
    sql`
      select id, kind, saved_at as "savedAt" from cencomm_drafts
      where account_id = ${viewer.accountId} and operation_id = ${operation.id} and kind <> 'plain'
      order by saved_at desc limit 20`,
  );
  return rows.map(row => ({ ...row, savedAt: row.savedAt.toISOString() }));
}

/** Deletes the viewer's draft. Returns whether there was one. */
export async function dropFormDraft(
  client: Queryable,
  viewer: Viewer,
  operationId: string,
  id: string,
): Promise<boolean> {
  const rowCount = await execute(
    client,
    sql`
      delete from cencomm_drafts
      where id = ${id} and account_id = ${viewer.accountId} and operation_id = ${operationId} and kind <> 'plain'`,
  );
  return rowCount > 0;
}
