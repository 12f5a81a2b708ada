import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import { screenedTexts } from '../checks/validate.ts';
import type { SeizuresContext } from '../context.ts';
import { mayEnterFor, type Actable } from '../permissions.ts';
import { refusalOfRef } from '../record/refusal.ts';
import { lockSeizure } from '../record/store.ts';
import { rewrite } from './decide.ts';
import { hashOf } from './held.ts';
import { readContent, type Content } from './store.ts';
import { insertRemoval, listTold } from './store-removal.ts';

/** Whether the viewer may ask that words be taken out of a record: its office, its RILO, the Secretariat on behalf. */
export function mayRedact(viewer: Viewer, { country, officeId }: Pick<Actable, 'country' | 'officeId'>): boolean {
  return mayEnterFor(viewer, country, officeId);
}

/**
 * Asks that words nobody found before be taken out. Other Members no longer read them from now on; a second person
 * removes them everywhere, or has them shown again. Throws Refused where they stand nowhere.
 */
export async function askForRemoval(
  context: SeizuresContext,
  viewer: Viewer,
  ref: string,
  { words, reason }: { readonly words: string; readonly reason: string },
): Promise<void> {
  await refusalOfRef(() =>
    inTransaction(context.pool, async client => {
      const seizure = await lockSeizure(client, viewer, ref);
      if (!mayRedact(viewer, seizure)) throw new Forbidden('may not ask to remove words');
      const path = placeOf(words, await readContent(client, seizure.id), await listTold(client, seizure.id));
      if (path === undefined) throw new Refused({ path: 'words', key: 'texts:ask.notFound' });
      const asked = { seizureId: seizure.id, accountId: viewer.accountId, path, words, reason };
      const id = await insertRemoval(client, asked);
      if (id === undefined) throw new Refused({ path: 'words', key: 'texts:ask.already' });
      const one = { seizureId: seizure.id, ref, kind: 'typed', reason };
      await rewrite(client, { context, viewer }, one, record => record, 'hidden');
      const detail = { path, kind: 'typed', sha256: hashOf(words), reason };
      await note(client, viewer, { action: 'text.removalProposed', subject: ref, detail });
    }),
  );
  context.changed();
}

/** The field words stand in, now or in an earlier version; 'history' for what is told beside it. Pure. */
function placeOf(words: string, { record, versions }: Content, told: readonly string[]): string | undefined {
  const wanted = words.toLowerCase();
  const has = (text: string): boolean => text.toLowerCase().includes(wanted);
  const texts = [record, ...versions.map(version => version.record)].flatMap(screenedTexts);
  return texts.find(({ text }) => has(text))?.path ?? (told.some(has) ? 'history' : undefined);
}
