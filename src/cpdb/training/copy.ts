import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import type { Captions } from '../pictures/picture.ts';
import type { CpdbContext } from '../context.ts';
import { longestTitle } from './pages/form.ts';
import { listPicturesOf } from './store/store-pictures.ts';
import { isTrainer } from './scope.ts';
import { getSet, insertExercise, insertSet, listExercises } from './store/store-sets.ts';

/**
 * Begins a draft like a set of the viewer's office, whatever its state: how one that was taken is changed, since it
 * stays as it is for the results it has. Exercises whose picture went out of the gallery are left out. The same form
 * sent twice is one copy. Returns its reference.
 */
export function copySet(
  { pool, texts }: CpdbContext,
  viewer: Viewer,
  ref: string,
  clientUuid: string,
): Promise<string> {
  return inTransaction(pool, async client => {
    const set = await getSet(client, viewer, ref);
    if (!isTrainer(viewer, set)) throw new Forbidden('a set of another office');
    const made = await insertSet(client, viewer, clientUuid, {
      ...set,
      title: copiedTitle(set.title, lang => texts.t[lang]('cpdbtraining:copyOf')),
    });
    if (!made.isNew) return made.ref;
    const exercises = await listExercises(client, set.id);
    const published = await listPicturesOf(client, exercises);
    const kept = exercises.filter(({ pictureId }) => published.has(pictureId));
    for (const one of kept) await insertExercise(client, { ...one, setId: made.id });
    await note(client, viewer, {
      action: 'training.made',
      subject: made.ref,
      detail: { title: set.title, copyOf: ref, exercises: kept.length },
    });
    return made.ref;
  });
}

/**
 * The title with the word for a copy after it, in each language there is one in, no longer than a title may be. Pure.
 */
function copiedTitle(title: Captions, word: (lang: Language) => string): Captions {
  return Object.fromEntries(
    Object.entries(title).map(([lang, text]) => {
      const end = ` (${word(lang as Language)})`;
      return [lang, `${text.slice(0, longestTitle - end.length).trimEnd()}${end}`];
    }),
  );
}
