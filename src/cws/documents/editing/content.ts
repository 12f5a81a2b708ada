import { createHash } from 'node:crypto';
import type { FieldProblem } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import type { Lists } from '../../../reference/index.ts';
import { problemsIn } from '../../../markup/index.ts';
import { screenByRules } from '../../../personal-data/index.ts';
import type { Kind } from '../../kinds/index.ts';
import type { Content, DocumentText, FileUse } from '../document.ts';
import { fieldsOf, documentLangs, isList } from './fields.ts';
import type { Typed } from './store-drafts.ts';
import { readForm } from '../../../fields/index.ts';

interface Reading {
  readonly content: Content;
  readonly problems: readonly FieldProblem[];
}

/**
 * Kinds whose texts tell of cases: nothing in them may be about a person. Reference pages and media releases are public
 * papers.
 */
const screened: readonly string[] = ['alert', 'sheet', 'bulletin', 'report'];

/**
 * Reads a working copy as what would be published, with what is in the way of it. `before`: the version it follows, for
 * its translations. Pure but for the clock.
 */
export function readContent(kind: Kind, typed: Typed, lists: Lists, today: string, before?: Content): Reading {
  const own = Object.fromEntries(Object.entries(typed).filter(([name]) => !isBeside(name)));
  const { read, problems } = readForm(own, fieldsOf(kind, lists, today));
  const original: Language = read.original === 'fr' ? 'fr' : 'en';
  const texts = readTexts(kind, read, original, typed, before);
  const fields = Object.fromEntries(
    kind.fields.map(field => [
      field.name,
      isList(field) ? ((read[field.name] || []) as readonly string[]) : ((read[field.name] ?? '') as string),
    ]),
  );
  const content = { original, texts, fields, files: readFiles(typed) };
  return {
    content,
    problems: [
      ...missingTexts(kind, content),
      ...markupProblems(content),
      ...personsIn(kind, content, typed),
      ...problems,
      ...orderOf(content),
    ],
  };
}

/** Inputs beside the declared ones: files with their captions, and ticks. */
function isBeside(name: string): boolean {
  return (
    name === 'file' ||
    /^(?:role|caption\.en|caption\.fr)\./.test(name) ||
    name === 'noPersons' ||
    name === 'translationHolds'
  );
}

function readTexts(
  kind: Kind,
  read: Readonly<Record<string, unknown>>,
  original: Language,
  typed: Typed,
  before: Content | undefined,
): Content['texts'] {
  const names = ['title', 'summary', 'body', ...kind.texts.map(({ name }) => name)];
  const textOf = (lang: string): DocumentText =>
    Object.fromEntries(names.map(name => [name, read[`${lang}.${name}`] ?? ''])) as unknown as DocumentText;
  const print = textPrint(textOf(original));
  return Object.fromEntries(
    documentLangs.flatMap((lang): [Language, DocumentText][] => {
      const text = textOf(lang);
      if (lang === original) return [[lang, text]];
      if (names.every(name => text[name] === '')) return [];
      const earlier = before?.texts[lang];
      const isUntouched =
        earlier !== undefined && before?.original === original && textPrint(earlier) === textPrint(text);
      const basis = isUntouched && typed.translationHolds !== 'yes' ? (earlier.basis ?? '') : print;
      return [[lang, { ...text, basis }]];
    }),
  );
}

/** What a text says, as a short print: a translation keeps that of the original it was made from. */
export function textPrint({ basis: _, ...text }: DocumentText): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(text).toSorted()))
    .digest('base64url')
    .slice(0, 22);
}

/** Languages whose text was made from an earlier original. */
export function outdatedLangs({ original, texts }: Pick<Content, 'original' | 'texts'>): Language[] {
  const source = texts[original];
  if (!source) return [];
  const print = textPrint(source);
  return documentLangs.filter(lang => lang !== original && texts[lang] !== undefined && texts[lang]?.basis !== print);
}

function missingTexts(kind: Kind, { texts }: Content): FieldProblem[] {
  return documentLangs.flatMap(lang => {
    const text = texts[lang];
    if (!text) return [];
    const needed = kind.code === 'presentation' ? ['title', 'body'] : ['title', 'summary', 'body'];
    return needed
      .filter(name => (text[name] ?? '').trim() === '')
      .map(name => ({ path: `${lang}.${name}`, key: 'forms:problem.missing' }));
  });
}

function markupProblems({ texts }: Content): FieldProblem[] {
  return documentLangs.flatMap(lang =>
    problemsIn(texts[lang]?.body ?? '').map(problem => ({ path: `${lang}.body`, ...problem })),
  );
}

/** A text in which the guard finds a person's data is published only when its writer says there is none. */
function personsIn(kind: Kind, { texts, files }: Content, typed: Typed): FieldProblem[] {
  if (!screened.includes(kind.code) || typed.noPersons === 'yes') return [];
  const found = documentLangs.flatMap(lang =>
    Object.entries(texts[lang] ?? {})
      .filter(([name]) => name !== 'basis')
      .flatMap(([name, text]) => personIn(`${lang}.${name}`, text, 'cws:problem.persons')),
  );
  const captions = files.flatMap(({ id, captions }) =>
    documentLangs.flatMap(lang => personIn(`caption.${lang}.${id}`, captions[lang], 'cwsfiles:problem.persons')),
  );
  return [...found, ...captions];
}

/** The first passage of a text that looks like data about a person. */
function personIn(path: string, text: string | undefined, key: string): FieldProblem[] {
  const [found] = screenByRules(text ?? '');
  return found ? [{ path, key, values: { found: found.text.slice(0, 60) } }] : [];
}

function orderOf({ fields }: Content): FieldProblem[] {
  const [until, from] = [fields.validUntil, fields.embargoUntil];
  return typeof until === 'string' && typeof from === 'string' && until !== '' && from !== '' && until < from
    ? [{ path: 'validUntil', key: 'cws:problem.beforeEmbargo' }]
    : [];
}

const roles: readonly string[] = ['picture', 'xray', 'attachment'];

function readFiles(typed: Typed): FileUse[] {
  return (typed.file ?? '')
    .split(',')
    .filter(id => /^[0-9a-f-]{36}$/.test(id))
    .map(id => ({
      id,
      role: (roles.includes(typed[`role.${id}`] ?? '') ? typed[`role.${id}`] : 'attachment') as FileUse['role'],
      captions: Object.fromEntries(
        documentLangs.flatMap(lang =>
          (typed[`caption.${lang}.${id}`] ?? '') === '' ? [] : [[lang, typed[`caption.${lang}.${id}`]]],
        ),
      ),
    }));
}

/** A version as the form shows it: what was published, ready to be revised. */
export function typedOf(kind: Kind, { original, texts, fields, files }: Content): Typed {
  const names = ['title', 'summary', 'body', ...kind.texts.map(({ name }) => name)];
  return {
    original,
    ...Object.fromEntries(
      documentLangs.flatMap(lang => names.map(name => [`${lang}.${name}`, texts[lang]?.[name] ?? ''])),
    ),
    ...Object.fromEntries(kind.fields.map(({ name }) => [name, [fields[name] ?? ''].flat().join(',')])),
    ...(files.length === 0 ? {} : { file: files.map(({ id }) => id).join(',') }),
    ...Object.fromEntries(
      files.flatMap(({ id, role, captions }) => [
        [`role.${id}`, role],
        ...documentLangs.map(lang => [`caption.${lang}.${id}`, captions[lang] ?? '']),
      ]),
    ),
  };
}
