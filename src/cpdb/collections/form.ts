import { choice, longtext, parsed, readForm, text, uuid, version, type FormField } from '../../fields/index.ts';
import type { FormPage } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { read, refuse, type Reading } from '../../text/readable-text.ts';
import { audiences, longest, path, type Collection, type CollectionFacts } from './collection.ts';

type Typed = Readonly<Record<string, string>>;

const pictureRef = /^CP-\d{4}-\d{5,12}$/;
/** References of one form at most. */
const mostRefs = 40;

const fields = {
  clientUuid: uuid,
  version,
  pictures: parsed(readRefs, { optional: true }),
  name: text({ max: longest.name }),
  note: longtext({ max: longest.note, optional: true }),
  audience: choice(audiences),
};

/** Reads the posted form of a collection, every problem at its field. */
export function readCollection(body: unknown) {
  const { typed, values, problems } = readForm(body, fields);
  if (!values) return { typed, problems };
  const { clientUuid, version: seen, pictures, name, note, audience } = values;
  const facts: CollectionFacts = { name, note, audience };
  return { typed, problems, posted: { clientUuid, version: seen, pictures: pictures || [], facts } };
}

/** References of pictures to be added, with commas or spaces between them. */
export const picturesField = parsed(readRefs);

export function readRefs(typed: string): Reading<string[]> {
  const refs = typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  return refs.length > mostRefs || refs.some(one => !pictureRef.test(one))
    ? refuse('cpdbtraining:problem.refs', { most: mostRefs })
    : read([...new Set(refs)]);
}

export function typedOf({ name, note, audience, version: now }: Collection): Typed {
  return { name, note, audience, version: String(now) };
}

export function collectionForm(
  { t }: Words,
  typed: Typed,
  known?: Collection,
  meanwhile?: FormPage['meanwhile'],
): FormPage {
  const value = (name: string): string => typed[name] ?? '';
  const field = (name: string, more: Omit<FormField, 'name' | 'label' | 'value'>): FormField => ({
    name,
    label: t(`cpdbcollections:field.${name}`),
    value: value(name),
    ...more,
  });
  const here = known ? `${path}/${known.id}` : path;
  return {
    title: t(known ? 'cpdbcollections:edit' : 'cpdbcollections:new'),
    lead: t('cpdbcollections:scope'),
    crumbs: [
      { label: t('cpdb:title'), href: '/cpdb' },
      { label: t('cpdbcollections:title'), href: path },
      ...(known ? [{ label: known.name, href: here }] : []),
      { label: t(known ? 'cpdbcollections:edit' : 'cpdbcollections:new') },
    ],
    action: known ? `${here}/edit` : `${path}/new`,
    cancelHref: here,
    hidden: { clientUuid: value('clientUuid'), version: typed.version ?? '0', pictures: value('pictures') },
    submit: { label: t('common:action.save'), icon: 'save' },
    ...(meanwhile ? { meanwhile } : {}),
    groups: [
      {
        fields: [
          field('name', { type: 'text', max: longest.name }),
          field('note', { type: 'longtext', rows: 3, max: longest.note, optional: true }),
          field('audience', {
            type: 'choice',
            display: 'radios',
            options: audiences.map(code => ({ value: code, label: t(`cpdbcollections:audience.${code}`) })),
          }),
        ],
      },
    ],
  };
}
