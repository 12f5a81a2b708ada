import type { RecordWords as Words } from '../seizures/index.ts';
import type { Readiness } from './readiness.ts';

/** The strip that says how many rows are ready, wait for answers, and cannot go in. */
export function stripOf(words: Words, { ready, waiting, cannot, answers, why, sample }: Readiness) {
  const part = (key: string, tone: string, count: number, label: string) => ({ key, tone, count, label });
  const reason = why === undefined ? '' : words.t(`imports:kinds.${why}`);
  return {
    label: words.t('imports:bar.label'),
    total: ready + waiting + cannot,
    parts: [
      part('ready', 'ready', ready, words.t('imports:bar.ready', { count: ready })),
      part('waiting', 'repair', waiting, waitingText(words, waiting, answers)),
      part(
        'cannot',
        'rejected',
        cannot,
        cannot > 0 && reason !== ''
          ? words.t('imports:strip.cannotWhy', { count: cannot, why: reason })
          : words.t('imports:strip.cannot', { count: cannot }),
      ),
    ],
    ...(sample === undefined
      ? {}
      : { note: words.t('imports:strip.about', { count: sample, n: words.number(sample) }) }),
  };
}

function waitingText(words: Words, count: number, answers: number): string {
  if (count === 0 || answers === 0) return words.t('imports:strip.waiting', { count });
  const what = words.t('imports:strip.answers', { count: answers });
  return words.t('imports:strip.waitingFor', { count, answers: what });
}
