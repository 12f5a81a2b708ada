import { isIP } from 'node:net';
import type { FormPage } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { siteLanguages, type LinkFacts } from './link.ts';
import { choice, choices, parsed, text, type FormField } from '../../fields/index.ts';
import { read, refuse } from '../../text/readable-text.ts';

export const path = '/cws/links';
export interface Subject {
  readonly code: string;
  readonly name: string;
}

/** The address of a public site: a name, its usual port, no password. http is taken, and marked where it is shown. */
const webAddress = parsed(typed => {
  if (typed.length > 500) return refuse('cwslinks:problem.longAddress');
  if (!/^https?:\/\/[^\s\\]+$/i.test(typed) || !URL.canParse(typed)) return refuse('cwslinks:problem.noAddress');
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '') return refuse('cwslinks:problem.password');
  if (url.port !== '') return refuse('cwslinks:problem.port');
  return isPublicName(url.hostname) ? read(url.href) : refuse('cwslinks:problem.notPublic');
});

/** Names that are only heard inside a network, and addresses in numbers, are no public sites. */
function isPublicName(host: string): boolean {
  return (
    isIP(host.replace(/^\[|\]$/g, '')) === 0 &&
    /^(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}$/.test(host) &&
    !/\.(?:local|localhost|internal|intranet|lan|home|corp|test|invalid|onion|home\.arpa)$/.test(host)
  );
}

export function linkFields(subjects: readonly Subject[]) {
  return {
    subject: choice(subjects.map(({ code }) => code)),
    nameEn: text({ max: 120 }),
    nameFr: text({ max: 120 }),
    url: webAddress,
    descriptionEn: text({ max: 300 }),
    descriptionFr: text({ max: 300 }),
    languages: choices(siteLanguages, { optional: true }),
  };
}

type Typed = Readonly<Record<string, string>>;

export function typedOf(facts: LinkFacts): Record<keyof LinkFacts, string> {
  return { ...facts, languages: facts.languages.join(',') };
}

interface Form {
  readonly words: Words;
  readonly subjects: readonly Subject[];
  readonly typed: Typed;
  /** The link that is changed; left out for a new one. */
  readonly link?: { readonly id: number; readonly name: string };
  readonly meanwhile?: NonNullable<FormPage['meanwhile']>;
}

export function linkForm({ words, subjects, typed, link, meanwhile }: Form): FormPage {
  const { t } = words;
  const field = (name: keyof LinkFacts, more: Partial<FormField> = {}): FormField => ({
    name,
    type: 'text',
    label: t(`cwslinks:field.${name}`),
    value: typed[name] ?? '',
    ...more,
  });
  const own = link ? `${path}/${link.id}` : path;
  const title = link ? t('cwslinks:edit.title', { name: link.name }) : t('cwslinks:new.title');
  return {
    title,
    lead: t(link ? 'cwslinks:edit.lead' : 'cwslinks:new.lead'),
    crumbs: [
      { label: t('cwslinks:title'), href: path },
      ...(link ? [{ label: link.name, href: own }] : []),
      { label: t(link ? 'cwslinks:action.edit' : 'cwslinks:new.title') },
    ],
    action: link ? `${own}/edit` : path,
    cancelHref: own,
    submit: { label: t(link ? 'common:action.save' : 'cwslinks:new.submit'), icon: link ? 'save' : 'plus' },
    hidden: link ? { version: typed.version ?? '0' } : { clientUuid: typed.clientUuid ?? '' },
    ...(meanwhile ? { meanwhile } : {}),
    groups: [
      {
        fields: [
          field('url', { hint: t('cwslinks:new.urlHint'), max: 500 }),
          field('subject', {
            type: 'choice',
            display: 'select',
            options: subjects.map(({ code, name }) => ({ value: code, label: name })),
          }),
          field('nameEn', { max: 120, span: 6 }),
          field('nameFr', { max: 120, span: 6 }),
          field('descriptionEn', {
            type: 'longtext',
            rows: 3,
            max: 300,
            hint: t('cwslinks:new.descriptionHint'),
            span: 6,
          }),
          field('descriptionFr', {
            type: 'longtext',
            rows: 3,
            max: 300,
            hint: t('cwslinks:new.descriptionHint'),
            span: 6,
          }),
          field('languages', {
            type: 'choices',
            display: 'columns',
            optional: true,
            value: (typed.languages ?? '').split(','),
            options: siteLanguages.map(code => ({ value: code, label: words.language(code) })),
          }),
        ],
      },
    ],
  };
}
