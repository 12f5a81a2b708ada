import { note } from '../../audit/index.ts';
import { wordsIn, type Words } from '../../reference/index.ts';
import type { RecordPictures, Seizures } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import type { Picture } from './picture.ts';
import { presentCard, stateTag } from './presenter-card.ts';
import { listOfRecord } from './store.ts';

/** From now on a record's page shows its pictures: to each viewer what the gallery or the own work shows of them. */
export function showPicturesAtRecords(context: CpdbContext, { context: records }: Seizures): void {
  records.takePicturesFrom(async (on, viewer, ref, lang): Promise<RecordPictures> => {
    const pictures = await listOfRecord(on, viewer, ref);
    if (pictures.length === 0) return { cards: [], note: '' };
    await note(context.pool, viewer, {
      action: 'picture.listed',
      detail: { for: 'record', ref, pictures: pictures.map(one => one.ref) },
    });
    const words = wordsIn(lang, context);
    return {
      cards: pictures.map(one => ({
        ...presentCard(one, words, context),
        ...(one.state === 'published' ? {} : { tag: stateTag(one.state, words) }),
      })),
      note: noteOf(pictures, words),
    };
  });
}

function noteOf(pictures: readonly Picture[], words: Words): string {
  const count = (key: string, number: number): string =>
    words.t(`cpdb:${key}`, { count: number, number: words.count(number) });
  const pairs = pictures.filter(({ shows }) => shows === 'pair').length;
  return [count('places', pictures.length), pairs > 0 ? count('withXray', pairs) : ''].filter(Boolean).join(', ');
}
