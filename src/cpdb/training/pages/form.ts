import type { FieldProblem } from '../../../errors.ts';
import { oneOf, readSheet, shaped, text } from '../../../forms/index.ts';
import type { Check, FormPage, Sheet } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { uuid, version } from '../../pictures/form.ts';
import type { Captions } from '../../pictures/picture.ts';
import type { Wanted } from '../compose.ts';
import { asked, audiences, feedbacks, kinds, limits, mostOthers, path } from '../set.ts';
import type { Asks, Audience, Feedback, Kind, SetFacts, TrainingSet } from '../set.ts';
import type { FormField } from '../../../fields/index.ts';

type Typed = Readonly<Record<string, string>>;

/** Longest title and description. Characters. */
export const [longestTitle, longestDescription] = [120, 1000];

/** Reads the posted form of a set, every problem at its field. */
export function readSet(body: unknown): { sheet: Sheet<string>; problems: readonly FieldProblem[]; facts?: SetFacts } {
  const title = text({ max: longestTitle, optional: true });
  const description = text({ max: longestDescription, lines: true, optional: true });
  const sheet = readSheet<string>(body, {
    clientUuid: uuid,
    version,
    titleEn: title,
    titleFr: title,
    descriptionEn: description,
    descriptionFr: description,
    seconds: oneOf(['none', ...limits]),
    feedback: oneOf(feedbacks),
    audience: oneOf(audiences),
  });
  const { values } = sheet;
  const isTitled =
    sheet.problems.some(({ path: field }) => field.startsWith('title')) ||
    values.titleEn !== '' ||
    values.titleFr !== '';
  const problems = [...sheet.problems, ...(isTitled ? [] : [{ path: 'titleEn', key: 'cpdbtraining:problem.title' }])];
  if (problems.length > 0) return { sheet, problems };
  return {
    sheet,
    problems,
    facts: {
      title: inBoth(values.titleEn, values.titleFr),
      description: inBoth(values.descriptionEn, values.descriptionFr),
      seconds: values.seconds === 'none' ? null : Number(values.seconds),
      feedback: values.feedback as Feedback,
      audience: values.audience as Audience,
    },
  };
}

function inBoth(en = '', fr = ''): Captions {
  return { ...(en === '' ? {} : { en }), ...(fr === '' ? {} : { fr }) };
}

/** A set as its form shows it. */
export function typedOf({ title, description, seconds, feedback, audience, version: now }: TrainingSet): Typed {
  return {
    titleEn: title.en ?? '',
    titleFr: title.fr ?? '',
    descriptionEn: description.en ?? '',
    descriptionFr: description.fr ?? '',
    seconds: seconds === null ? 'none' : String(seconds),
    feedback,
    audience,
    version: String(now),
  };
}

export function setForm({ t }: Words, typed: Typed, ref?: string, meanwhile?: FormPage['meanwhile']): FormPage {
  const value = (name: string): string => typed[name] ?? '';
  const label = (name: string): string => t(`cpdbtraining:field.${name}`);
  const choice = (name: string, codes: readonly string[]): FormField => ({
    name,
    type: 'choice',
    display: 'radios',
    label: label(name),
    value: value(name),
    options: codes.map(code => ({ value: code, label: t(`cpdbtraining:${name}.${code}`) })),
  });
  const title = t(ref === undefined ? 'cpdbtraining:new.title' : 'cpdbtraining:edit.title', { ref });
  return {
    title,
    lead: t('cpdbtraining:new.lead'),
    crumbs: [
      { label: t('cpdbtraining:title'), href: path },
      ...(ref === undefined ? [] : [{ label: ref, href: `${path}/sets/${ref}` }]),
      { label: t(ref === undefined ? 'cpdbtraining:new.crumb' : 'cpdbtraining:edit.crumb') },
    ],
    action: ref === undefined ? `${path}/new` : `${path}/sets/${ref}/edit`,
    cancelHref: ref === undefined ? path : `${path}/sets/${ref}`,
    hidden: { clientUuid: value('clientUuid'), version: typed.version ?? '0' },
    submit:
      ref === undefined
        ? { label: t('cpdbtraining:new.submit'), icon: 'arrow-right' }
        : { label: t('common:action.save'), icon: 'save' },
    ...(meanwhile ? { meanwhile } : {}),
    groups: [
      {
        title: t('cpdbtraining:group.about'),
        note: t('cpdbtraining:group.aboutNote'),
        fields: [
          ...(['titleEn', 'titleFr'] as const).map(
            (name): FormField => ({
              name,
              type: 'text',
              span: 6,
              max: longestTitle,
              label: label(name),
              value: value(name),
              optional: true,
            }),
          ),
          ...(['descriptionEn', 'descriptionFr'] as const).map(
            (name): FormField => ({
              name,
              type: 'longtext',
              rows: 3,
              span: 6,
              max: longestDescription,
              label: label(name),
              value: value(name),
              optional: true,
            }),
          ),
        ],
      },
      {
        title: t('cpdbtraining:group.how'),
        fields: [choice('seconds', ['none', ...limits]), choice('feedback', feedbacks), choice('audience', audiences)],
      },
    ],
  };
}

const pictureRef = /^CP-\d{4}-\d{5,12}$/;

/** Reads which picture is to be added to a set, and as what. A field the kind has no use for is not looked at. */
export function readExercise(body: unknown): {
  sheet: Sheet<'picture' | 'kind' | 'role' | 'asks' | 'others'>;
  problems: readonly FieldProblem[];
  wanted?: Wanted;
} {
  const others: Check = {
    read(typed) {
      const refs = typed
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean);
      return refs.length > mostOthers || refs.some(one => !pictureRef.test(one))
        ? { problem: { key: 'cpdbtraining:problem.refs', values: { most: mostOthers } } }
        : { value: refs.join(',') };
    },
  };
  const one: Check = { read: typed => shaped(pictureRef, 'cpdbtraining:problem.ref').read(typed.toUpperCase()) };
  const sheet = readSheet(body, {
    picture: one,
    kind: oneOf(kinds),
    role: oneOf(['xray', 'photo']),
    asks: oneOf(asked),
    others,
  });
  const { kind, picture, role, asks } = sheet.values;
  const unused: Readonly<Record<string, readonly string[]>> = {
    mark: ['asks', 'others'],
    which: ['asks', 'role'],
    what: ['others'],
  };
  const problems = sheet.problems.filter(({ path: field }) => !unused[kind]?.includes(field));
  if (problems.length > 0) return { sheet, problems };
  return {
    sheet,
    problems,
    wanted: {
      picture,
      kind: kind as Kind,
      role: role === 'photo' ? 'photo' : 'xray',
      asks: (asks || 'goods') as Asks,
      others: sheet.values.others.split(',').filter(Boolean),
    },
  };
}

/** The fields of `readExercise`, for a form in a page. */
export function exerciseFields({ t }: Words, typed: Typed): FormField[] {
  const value = (name: string, first: string): string => typed[name] ?? first;
  const choice = (name: string, codes: readonly string[], first: string): FormField => ({
    name,
    type: 'choice',
    display: 'radios',
    label: t(`cpdbtraining:field.${name}`),
    value: value(name, first),
    options: codes.map(code => ({ value: code, label: t(`cpdbtraining:${name}.${code}`) })),
  });
  return [
    {
      name: 'picture',
      type: 'text',
      max: 20,
      label: t('cpdbtraining:field.picture'),
      hint: t('cpdbtraining:hint.picture'),
      value: value('picture', ''),
    },
    choice('kind', kinds, 'mark'),
    { ...choice('role', ['xray', 'photo'], 'xray'), hint: t('cpdbtraining:hint.role') },
    { ...choice('asks', asked, 'goods'), hint: t('cpdbtraining:hint.asks') },
    {
      name: 'others',
      type: 'text',
      max: 120,
      label: t('cpdbtraining:field.others'),
      hint: t('cpdbtraining:hint.others'),
      value: value('others', ''),
      optional: true,
    },
  ];
}
