import type { FieldProblem } from '../../errors.ts';
import type { Words } from '../../reference/index.ts';
import { path, type Picture } from '../pictures/picture.ts';
import { presentSides } from '../pictures/presenter-viewer.ts';
import { mostRegions, type Image } from './image.ts';
import { longestNote, sides, typedRegions } from './regions-form.ts';
import type { FieldLook } from '../../web/forms/views.ts';

type Typed = Readonly<Record<string, string>>;

export interface OneSources {
  readonly picture: Picture;
  readonly image: Image;
  readonly words: Words;
  readonly done?: string;
  readonly isMeanwhile?: boolean;
  /** Which of the two forms was sent, what was typed into it and what is wrong with it. */
  readonly failed?: {
    readonly form: 'marks' | 'blur';
    readonly typed: Typed;
    readonly problems: readonly FieldProblem[];
  };
}

/** The page of one image of a draft: its marked regions, and parts to be blurred. Pure. */
export function presentOne({ picture, image, words, done, isMeanwhile, failed }: OneSources) {
  const { t } = words;
  const base = `${path}/${picture.ref}`;
  const title = t('cpdbimages:one.title', { name: image.name });
  const marks = failed?.form === 'marks' ? failed.typed : typedRegions(image.regions);
  const errors = failed && new Map(failed.problems.map(problem => [problem.path, words.problem(problem)]));
  const filled = (typed: Typed): number =>
    Array.from({ length: mostRegions }, (_, at) => at).filter(at =>
      sides.some(side => (typed[`${side}.${at}`] ?? '') !== ''),
    ).length;
  return {
    ref: picture.ref,
    title,
    done: done === undefined ? undefined : t(`cpdbimages:done.${done}`),
    meanwhile: isMeanwhile ? t('cpdbimages:one.meanwhile') : undefined,
    head: {
      title,
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: picture.ref, href: base },
        { label: t('cpdbimages:crumb'), href: `${base}/files` },
        { label: image.name },
      ],
      scope: t('cpdbimages:one.scope'),
    },
    problems: (failed?.problems ?? []).map(problem => ({
      text: words.problem(problem),
      href: `#${idOf(failed?.form ?? '', problem.path)}`,
    })),
    side: presentSides([image], image.name, words)[0],
    action: `${base}/files/${image.id}`,
    marks: rows('marks', marks, filled(marks) + 2, failed?.form === 'marks' ? errors : undefined, words),
    blur: rows(
      'blur',
      failed?.form === 'blur' ? failed.typed : {},
      failed?.form === 'blur' ? filled(failed.typed) + 1 : 3,
      failed?.form === 'blur' ? errors : undefined,
      words,
    ),
  };
}

const idOf = (form: string, name: string): string => `field-${form}-${name.replace('.', '-')}`;

/** Rows of numbers, those in use and some empty ones; every row the form has is sent. */
function rows(
  form: 'marks' | 'blur',
  typed: Typed,
  count: number,
  errors: ReadonlyMap<string, string> | undefined,
  { t }: Words,
) {
  const field = (name: string, label: string, more: Pick<FieldLook, 'type' | 'max'>) => ({
    id: idOf(form, name),
    name,
    label,
    value: typed[name] ?? '',
    ...(errors?.has(name) ? { error: errors.get(name) } : {}),
    ...more,
  });
  return Array.from({ length: Math.min(mostRegions, count) }, (_, at) => ({
    number: at + 1,
    legend: t('cpdbimages:one.row', { number: at + 1 }),
    numbers: sides.map(side => field(`${side}.${at}`, t(`cpdbimages:one.${side}`), { type: 'decimal' })),
    notes:
      form === 'blur'
        ? []
        : (['en', 'fr'] as const).map(lang =>
            field(`${lang}.${at}`, t(`cpdbimages:one.note_${lang}`), { type: 'text', max: longestNote }),
          ),
  }));
}
