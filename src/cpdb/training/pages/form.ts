import type { FormPage } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Captions } from '../../pictures/picture.ts';
import type { Wanted } from '../compose.ts';
import {
  asked,
  audiences,
  drawWayOf,
  drawWays,
  drawsOf,
  feedbacks,
  kinds,
  limits,
  maxOthers,
  path,
  type Kind,
  type SetFacts,
  type TrainingSet,
} from '../set.ts';
import { choice, longtext, parsed, readForm, text, uuid, version, type FormField } from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';

type Typed = Readonly<Record<string, string>>;

/** Longest title and description. Characters. */
export const longestTitle = 120;
const longestDescription = 1000;

const title = text({ max: longestTitle, optional: true });
const description = longtext({ max: longestDescription, optional: true });
const setFields = {
  clientUuid: uuid,
  version,
  titleEn: title,
  titleFr: title,
  descriptionEn: description,
  descriptionFr: description,
  seconds: choice(['none', ...limits]),
  draws: choice(drawWays),
  feedback: choice(feedbacks),
  audience: choice(audiences),
};

/** Reads the posted form of a set, every problem at its field. */
export function readSet(body: unknown) {
  const { typed, values, problems } = readForm(body, setFields, ({ titleEn, titleFr }) =>
    titleEn === '' && titleFr === '' ? [{ path: 'titleEn', key: 'cpdbtraining:problem.title' }] : [],
  );
  if (!values) return { typed, problems };
  const facts: SetFacts = {
    title: inBoth(values.titleEn, values.titleFr),
    description: inBoth(values.descriptionEn, values.descriptionFr),
    seconds: values.seconds === 'none' ? null : Number(values.seconds),
    draws: drawsOf(values.draws),
    feedback: values.feedback,
    audience: values.audience,
  };
  return { typed, problems, set: { clientUuid: values.clientUuid, version: values.version, facts } };
}

function inBoth(en = '', fr = ''): Captions {
  return { ...(en === '' ? {} : { en }), ...(fr === '' ? {} : { fr }) };
}

/** A set as its form shows it. */
export function typedOf({ title, description, seconds, draws, feedback, audience, version: now }: TrainingSet): Typed {
  return {
    titleEn: title.en ?? '',
    titleFr: title.fr ?? '',
    descriptionEn: description.en ?? '',
    descriptionFr: description.fr ?? '',
    seconds: seconds === null ? 'none' : String(seconds),
    draws: drawWayOf(draws),
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
        fields: [
          choice('draws', drawWays),
          choice('seconds', ['none', ...limits]),
          choice('feedback', feedbacks),
          choice('audience', audiences),
        ],
      },
    ],
  };
}

const pictureRef = /^CP-\d{4}-\d{5,12}$/;

const exercise = {
  picture: parsed(typed =>
    pictureRef.test(typed.toUpperCase()) ? read(typed.toUpperCase()) : refuse('cpdbtraining:problem.ref'),
  ),
  kind: choice(kinds),
  role: choice(['xray', 'photo', 'clean']),
  asks: choice(asked),
  others: parsed(
    typed => {
      const refs = typed
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean);
      return refs.length > maxOthers || refs.some(one => !pictureRef.test(one))
        ? refuse('cpdbtraining:problem.refs', { most: maxOthers })
        : read(refs);
    },
    { optional: true },
  ),
};
const unused: Readonly<Record<Kind, readonly string[]>> = {
  mark: ['asks', 'others'],
  which: ['asks', 'role'],
  what: ['others'],
};

/** Reads which picture is to be added to a set, and as what. A field the kind has no use for is not looked at. */
export function readExercise(body: unknown) {
  const reading = readForm(body, exercise);
  const { picture, kind, role = 'xray', asks = 'goods', others } = reading.read;
  const problems = reading.problems.filter(({ path: field }) => !(kind && unused[kind].includes(field)));
  if (problems.length > 0 || !picture || !kind) return { typed: reading.typed, problems };
  const wanted: Wanted = { picture, kind, role, asks, others: others || [] };
  return { typed: reading.typed, problems, wanted };
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
    { ...choice('role', ['xray', 'photo', 'clean'], 'xray'), hint: t('cpdbtraining:hint.role') },
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
