import type { Words } from '../../../reference/index.ts';
import { captionIn, type Picture } from '../../pictures/picture.ts';
import type { CpdbContext } from '../../context.ts';
import { rateText } from './presenter-results.ts';
import { path, textIn, type Exercise } from '../set.ts';
import type { Standing } from '../run.ts';

interface RunSources {
  readonly standing: Standing;
  readonly exercises: readonly Exercise[];
  readonly pictures: ReadonlyMap<number, Picture>;
  readonly words: Words;
  readonly context: Pick<CpdbContext, 'lists' | 'texts'>;
}

/** The result of a run that is over, exercise by exercise. Pure. */
export function presentRun({ standing: { run, answers }, exercises, pictures, words }: RunSources) {
  const { t, lang } = words;
  const outcomes = exercises.map(one => {
    const given = answers.get(one.id);
    return given?.isLate ? 'late' : given?.isRight ? 'right' : 'wrong';
  });
  const right = outcomes.filter(one => one === 'right').length;
  const styles = { right: ['good', 'circle-check'], wrong: ['bad', 'circle-x'], late: ['warn', 'clock-3'] } as const;
  return {
    title: t('cpdbtraining:run.title', { title: textIn(run.title, lang) }),
    head: {
      title: t('cpdbtraining:run.score', { right, of: exercises.length }),
      over: textIn(run.title, lang),
      crumbs: [
        { label: t('cpdbtraining:title'), href: path },
        { label: run.setRef, href: `${path}/sets/${run.setRef}` },
        { label: t('cpdbtraining:run.crumb') },
      ],
      scope: [words.time(run.startedAt.toISOString()), rateText(right, exercises.length, words)].join(' · '),
      actions: [
        { label: t('cpdbtraining:run.again'), href: `${path}/sets/${run.setRef}`, icon: 'rotate-ccw' },
        { label: t('cpdbtraining:results.title'), href: `${path}/results`, icon: 'chart-line' },
      ],
    },
    rows: exercises.map((one, at) => {
      const picture = pictures.get(one.pictureId);
      const outcome = outcomes[at] ?? 'wrong';
      return {
        number: at + 1,
        href: `${path}/runs/${run.id}/${run.exercises.indexOf(one.id) + 1}`,
        kind: t(`cpdbtraining:kind.${one.kind}`),
        caption: picture ? captionIn(picture.captions, lang) : t('cpdbtraining:take.gone'),
        tag: { tone: styles[outcome][0], icon: styles[outcome][1], label: t(`cpdbtraining:outcome.${outcome}`) },
      };
    }),
    empty: { text: t('cpdbtraining:run.none') },
  };
}
