import type { Viewer } from '../../access/index.ts';
import { captionIn, path } from '../pictures/picture.ts';
import type { Words } from '../../reference/index.ts';
import { addDays, today } from '../../text/plain-date.ts';
import type { CpdbContext } from '../context.ts';
import { pictureOfTheDay, presentOfTheDay } from './of-the-day.ts';
import { path as trainingPath } from './set.ts';
import { readDayAnswers, type DayAnswers } from './store/store-days.ts';
import { listProgress } from './store/store-progress.ts';

/** How many said where they would have looked the day before, and of them who would have found it. */
function presentLooked({ answered, found }: DayAnswers, { t, count }: Words): string {
  return t('waiting:home.looked', { count: answered, number: count(answered), found: count(found) });
}

/** The picture of the day and the newest training with the viewer's progress, for the home page. */
export async function trainingAtHome(context: CpdbContext, viewer: Viewer, words: Words) {
  const date = today();
  const [picture, last, sets, answers] = await Promise.all([
    pictureOfTheDay(context.pool, date),
    pictureOfTheDay(context.pool, addDays(date, -1)),
    listProgress(context.pool, viewer, 3),
    readDayAnswers(context.pool, viewer, date),
  ]);
  return {
    day: picture && {
      ...presentOfTheDay(picture, date, words, context),
      /** What it is answered by: the day, where, and what was said. */
      ask: { day: date, action: `${trainingPath}/day`, own: answers.own },
      looked: answers.answered > 0 ? presentLooked(answers, words) : undefined,
      yesterday: last && last.ref !== picture.ref ? `${path}/${last.ref}` : undefined,
    },
    sets: sets.map(({ ref, title, exercises, answered }) => ({
      title: captionIn(title, words.lang),
      href: `/cpdb/training/sets/${ref}`,
      answered: Math.min(answered, exercises),
      exercises,
    })),
  };
}
