import type { Queryable } from '../../db/pool.ts';
import type { KeyProvider } from '../keys/keyring.ts';
import { BrokenSeal, openText, type Sealed } from '../keys/seal.ts';
import type { UploadRow, UploadTexts, Version, VersionRow } from './library.ts';

/** What the seal of a row is bound to. */
export type SealedRow = Omit<Sealed, 'kind'>;

export const folderThing = (row: SealedRow): Sealed => ({ kind: 'library_folder', ...partsOf(row) });
export const versionThing = (row: SealedRow): Sealed => ({ kind: 'version', ...partsOf(row) });
export const uploadThing = ({
  accountId,
  ...row
}: Pick<UploadRow, 'id' | 'operationId' | 'epoch' | 'accountId' | 'createdMs' | 'salt'>): Sealed => ({
  kind: 'upload',
  ...partsOf({ ...row, authorId: accountId }),
});

/** Each piece of an upload has its own seal: none opens in another's place. */
export function pieceThing(upload: Parameters<typeof uploadThing>[0], number: number): Sealed {
  return { ...uploadThing(upload), id: `${upload.id}/${number}` };
}

function partsOf({ operationId, epoch, id, authorId, createdMs, salt }: SealedRow): SealedRow {
  return { operationId, epoch, id, authorId, createdMs, salt };
}

/** A text of a row; undefined where it cannot be verified. Throws KeysAway. */
export async function readSealed(
  on: Queryable,
  keys: KeyProvider,
  thing: Sealed,
  field: string,
  sealed: Buffer,
): Promise<string | undefined> {
  try {
    return openText(await keys.keyOf(on, thing.operationId, thing.epoch), thing, field, sealed);
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}

/** A version with its name and note. Throws KeysAway. */
export async function openVersion(on: Queryable, keys: KeyProvider, row: VersionRow): Promise<Version> {
  const read = (field: string, sealed: Buffer): Promise<string | undefined> =>
    readSealed(on, keys, versionThing(row), field, sealed);
  return {
    ...row,
    name: await read('name', row.nameCt),
    note: row.noteCt === null ? undefined : await read('note', row.noteCt),
  };
}

/** Name and note of an upload; undefined where they cannot be verified. Throws KeysAway. */
export async function openUpload(on: Queryable, keys: KeyProvider, row: UploadRow): Promise<UploadTexts | undefined> {
  const text = await readSealed(on, keys, uploadThing(row), 'name', row.nameCt);
  return text === undefined ? undefined : (JSON.parse(text) as UploadTexts);
}
