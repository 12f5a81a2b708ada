import type { ShownSimilar } from '../../alerts/presenter-similar.ts';
import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import type { Kind } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { Content, CwsDocument } from '../document.ts';
import { isOfFiles } from '../../files/typed.ts';
import { idOf, summaryOf } from '../../../forms/index.ts';
import { documentLangs, filesOf, neutralFields, textFields, type FormSources } from '../editing/form.ts';
import type { Draft, Typed } from '../editing/store-drafts.ts';

export interface EditSources {
  readonly viewer: Viewer;
  readonly kind: Kind;
  readonly typed: Typed;
  readonly edition: number;
  readonly clientUuid?: string;
  readonly document?: CwsDocument;
  /** The version being revised. */
  readonly before?: Content | undefined;
  readonly problems: readonly FieldProblem[];
  /** What someone else saved meanwhile. */
  readonly theirs?: Draft;
  readonly done?: string;
  readonly savedAt?: string;
  readonly savedBy?: string;
  readonly words: Words;
  readonly lists: CwsContext['lists'];
  readonly options: FormSources['options'];
  /** Alerts like this one. */
  readonly similar: readonly ShownSimilar[];
}

/** The form of a document, with what was typed and each problem at its field. Pure but for the clock. */
export function presentEdit({
  viewer,
  kind,
  typed,
  edition,
  clientUuid,
  document,
  before,
  problems,
  theirs,
  done,
  savedAt,
  savedBy,
  words,
  lists,
  options,
  similar,
}: EditSources) {
  const { t } = words;
  const errors = new Map(problems.map(problem => [problem.path, words.problem(problem)]));
  const sources = { kind, typed, words, lists, errors, options };
  const original = typed.original === 'fr' ? 'fr' : 'en';
  const title = document ? t(`cws:edit.title`, { ref: document.ref }) : t(`cws:kind.${kind.code}.new`);
  const columns = documentLangs.map(lang => ({ lang, fields: textFields(sources, lang) }));
  const fields = neutralFields(sources);
  const named = columns.flatMap(column => column.fields.map(field => inLanguage(field, column.lang, words)));
  const needsTick = problems.some(({ key }) => key === 'cws:problem.persons' || key === 'cwsfiles:problem.persons');
  return {
    title,
    kind: kind.code,
    ref: document?.ref,
    similar,
    head: {
      title,
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t(`cws:kind.${kind.code}.many`), href: kind.list(viewer.office.code) },
        { label: document?.ref ?? t('cws:edit.new') },
      ],
      scope:
        savedAt === undefined
          ? t('cws:edit.unsaved')
          : t('cws:edit.saved', { time: words.time(savedAt), login: savedBy }),
    },
    action: document ? `/cws/documents/${document.ref}/edit` : `/cws/documents/new/${kind.code}`,
    reviewHref: document && `/cws/documents/${document.ref}`,
    cancelHref: document ? `/cws/documents/${document.ref}` : kind.list(viewer.office.code),
    hidden: { edition: String(edition), ...(clientUuid === undefined ? {} : { clientUuid }) },
    done: done === undefined || done === '' ? '' : t(`cws:done.${done}`),
    problems: summaryOf(words, problems, [...named, ...fields], hrefIn(document)),
    original: {
      id: 'field-original',
      name: 'original',
      type: 'choice',
      display: 'radios',
      label: t('cws:edit.original'),
      hint: t('cws:edit.originalHint'),
      value: original,
      options: documentLangs.map(code => ({ value: code, label: words.language(code) })),
    },
    columns: columns.map(({ lang, fields: texts }) => ({
      lang,
      label: words.language(lang),
      isOriginal: lang === original,
      fields: texts,
      note: lang === original ? t('cws:edit.isOriginal') : t('cws:edit.isTranslation'),
      isOutdated:
        before !== undefined &&
        lang !== original &&
        before.texts[lang] !== undefined &&
        isBehind(typed, before, kind, lang, original),
    })),
    translationHolds: typed.translationHolds === 'yes',
    noPersons: needsTick || typed.noPersons === 'yes' ? { ticked: typed.noPersons === 'yes' } : undefined,
    fields,
    files: filesOf(typed),
    meanwhile: theirs && {
      text: t('cws:edit.meanwhile', { login: theirs.savedBy, time: words.time(theirs.savedAt) }),
      items: differences(typed, theirs.typed, kind, words),
    },
  };
}

/** Where a problem of a document is mended: at its field, or on the page of its files. */
function hrefIn(document: CwsDocument | undefined): (path: string) => string {
  return path =>
    document && isOfFiles({ path }) ? `/cws/documents/${document.ref}/files?check=1#${idOf(path)}` : `#${idOf(path)}`;
}

/** A text with its language: "Title (English)". */
function inLanguage({ name, label }: { name: string; label: string }, lang: string, { language }: Words) {
  return { name, label: `${label} (${language(lang)})` };
}

/** Whether the original was changed in this working copy and the translation was not. */
function isBehind(typed: Typed, before: Content, kind: Kind, lang: 'en' | 'fr', original: 'en' | 'fr'): boolean {
  const names = ['title', 'summary', 'body', ...kind.texts.map(({ name }) => name)];
  const same = (one: 'en' | 'fr'): boolean =>
    names.every(name => (typed[`${one}.${name}`] ?? '') === (before.texts[one]?.[name] ?? ''));
  return !same(original) && same(lang);
}

/** Fields in which two working copies differ, with what the other says. */
function differences(
  mine: Typed,
  theirs: Typed,
  kind: Kind,
  { t, language }: Words,
): { label: string; value: string }[] {
  const texts = documentLangs.flatMap(lang =>
    ['title', 'summary', 'body', ...kind.texts.map(({ name }) => name)].map(name => ({
      path: `${lang}.${name}`,
      label: `${t(`cws:text.${name}`)} (${language(lang)})`,
    })),
  );
  const fields = kind.fields.map(({ name }) => ({ path: name, label: t(`cws:field.${name}`) }));
  return [...texts, ...fields]
    .filter(({ path }) => (mine[path] ?? '') !== (theirs[path] ?? ''))
    .map(({ path, label }) => ({ label, value: (theirs[path] ?? '').slice(0, 2000) }));
}
