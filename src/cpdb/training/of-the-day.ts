import type { Queryable } from '../../db/pool.ts';
import type { Words } from '../../reference/index.ts';
import { captionIn, type Card } from '../pictures/picture.ts';
import { presentCard, shownImage } from '../pictures/presenter-card.ts';
import type { CpdbContext } from '../context.ts';
import { findPictureOfDay } from './store/store-pictures.ts';

/** A number from 0 to 1 of a plain date, far from that of the day before. */
function chanceOf(date: string): number {
  let hash = 2_166_136_261;
  for (const letter of `cpdb ${date}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** The picture of a day (plain date, UTC): chosen by chance, and the same to every member, as what is published is. */
export function pictureOfTheDay(on: Queryable, date: string): Promise<Card | undefined> {
  return findPictureOfDay(on, date, chanceOf(date));
}

/** For views/cpdb/training/_of-the-day. Pure. */
export function presentOfTheDay(
  picture: Card,
  date: string,
  words: Words,
  context: Pick<CpdbContext, 'lists' | 'texts'>,
) {
  const { xray, photo } = picture.cover;
  const asked = xray ?? photo;
  return {
    ...presentCard(picture, words, context),
    /** The image to be asked about: what is hidden shows least at once in an X-ray. */
    asked: asked && { ...shownImage(asked), label: words.t(`cpdbtraining:role.${xray ? 'xray' : 'photo'}`) },
    title: captionIn(picture.captions, words.lang),
    date: words.date(date),
  };
}
