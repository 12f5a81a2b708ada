import { now as portalNow } from '../../../text/clock.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Language } from '../../../i18n/index.ts';
import { renderMarkdown, type Picture } from '../../../markup/index.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { outdatedLangs } from '../editing/content.ts';
import type { Content, CwsDocument } from '../document.ts';
import { factsOf } from './presenter-facts.ts';
import { officeName, tagsOf } from './presenter-names.ts';
import { presentRoute } from './presenter-route.ts';

interface DocumentSources {
  readonly viewer: Viewer;
  readonly document: CwsDocument;
  readonly content: Content;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'offices' | 'texts'>;
  /** Language the reader asked for, of those it is written in. */
  readonly lang: Language;
  /** Where references lead this viewer may follow. */
  readonly links: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** A version as its readers see it. Pure but for the clock. */
export function presentDocument(sources: DocumentSources) {
  const { viewer, document, content, words, context, lang, links } = sources;
  const { t } = words;
  const kind = kinds[document.kind];
  const text = content.texts[lang] ?? content.texts[content.original];
  const textIn = textsOf(sources);
  const publisher = context.offices.byId(document.publisherId ?? document.officeId);
  const cases = listOf(content.fields.cases).map(ref => ({ ref, href: links.get(ref) }));
  const alertKind = textOf(content.fields.alertKind);
  return {
    ref: document.ref,
    kind: document.kind,
    title: text?.title ?? document.ref,
    summary: text?.summary ?? '',
    lang: content.texts[lang] ? lang : content.original,
    address: `${kind.base}/${document.ref}`,
    isOriginal: lang === content.original,
    isOutdated: outdatedLangs(content).includes(lang),
    isPartly: kind.texts.some(({ name }) => textIn(name).lang !== undefined),
    original: words.language(content.original),
    originalLang: content.original,
    languages: languagesOf(sources),
    isTranslated: content.texts[words.lang] !== undefined,
    tags: tagsOf(document, words),
    isSample: document.synthetic,
    headings: listOf(content.fields.headings).map(code => headingMark(code, words.lang, context)),
    body: { html: bodyOf(text?.body ?? '', sources) },
    kindTags: alertKind ? [{ label: t(`cws:choice.alertKind.${alertKind}`), icon: 'tag', tone: 'outline' }] : [],
    facts: [
      ...kind.texts
        .filter(({ type }) => type === 'line')
        .map(({ name }) => ({ label: t(`cws:text.${name}`), ...textIn(name) }))
        .filter(({ value }) => value !== ''),
      ...factsOf(kind, content, words, context.lists),
    ],
    route: presentRoute(listOf(content.fields.route).filter(Boolean), words),
    lists: kind.texts
      .filter(({ type }) => type === 'lines')
      .map(({ name }) => {
        const { value, ...original } = textIn(name);
        return { name, label: t(`cws:text.${name}`), items: itemsOf(value), ...original };
      })
      .filter(({ items }) => items.length > 0),
    cases: cases.flatMap(({ ref, href }) => (href === undefined ? [] : [{ ref, href }])),
    hiddenCases: cases.filter(({ href }) => href === undefined).length,
    issuer: publisher ? words.office(publisher) : '',
    issuerCode: publisher?.code ?? '',
    handling: textOf(content.fields.handling),
    rail: railOf(sources, publisher ? words.office(publisher) : ''),
    printedBy: t('cws:printedBy', { login: viewer.loginId, time: words.time(portalNow().toISOString()) }),
  };
}

/**
 * What a version says in a field, in the language shown; where that says nothing, or was made from an earlier text, in
 * the original, with its language: what an officer acts on must not be left out.
 */
function textsOf({ content, lang, words }: DocumentSources) {
  const { original, texts } = content;
  const shown = texts[lang] ?? texts[original];
  const isOutdated = outdatedLangs(content).includes(lang);
  return (name: string): { value: string; lang?: Language; note?: string } => {
    const [own, source] = [shown?.[name] ?? '', texts[original]?.[name] ?? ''];
    const isShown = lang === original || texts[lang] === undefined || source === '' || (own !== '' && !isOutdated);
    return isShown ? { value: own } : { value: source, lang: original, note: words.language(original) };
  };
}

type Value = Content['fields'][string] | undefined;

function listOf(value: Value): readonly string[] {
  return [value ?? []].flat();
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : '';
}

/** The lines of a text, without the marks of a list. */
function itemsOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.replace(/^[-*•]\s+/, '').trim())
    .filter(Boolean);
}

/** The languages it is written in, where there is more than one. */
function languagesOf({ content, words, lang }: DocumentSources) {
  const written = Object.keys(content.texts).map(code => ({
    code,
    label: words.language(code),
    href: `?lang=${code}`,
    current: code === lang,
  }));
  return written.length > 1 ? written : [];
}

function bodyOf(markdown: string, { words: { t }, links, pictures }: DocumentSources): string {
  return renderMarkdown(markdown, {
    externalLabel: t('cws:externalLabel'),
    tableLabel: t('cws:tableLabel'),
    pictures,
    references: links,
  });
}

function railOf({ document, content, words, context }: DocumentSources, issuer: string) {
  const { t } = words;
  const { publishedAt, embargoUntil, validUntil, audience } = document;
  const handling = textOf(content.fields.handling);
  return [
    { label: t('cws:rail.issuer'), value: issuer },
    { label: t('cws:rail.published'), value: publishedAt === null ? t('cws:rail.notYet') : words.time(publishedAt) },
    ...(embargoUntil !== null && embargoUntil > portalNow().toISOString()
      ? [{ label: t('cws:field.embargoUntil'), value: words.date(embargoUntil.slice(0, 10)) }]
      : []),
    ...(validUntil === null ? [] : [{ label: t('cws:field.validUntil'), value: words.date(validUntil) }]),
    { label: t('cws:rail.version'), value: String(document.version) },
    ...(audience === null
      ? []
      : [
          {
            label: t('cws:rail.audience'),
            value: t(`cws:audience.${audience}`, { region: officeName(document.regionId, words, context) }),
          },
        ]),
    ...(handling === '' ? [] : [{ label: t('cws:field.handling'), value: t(`cws:choice.handling.${handling}`) }]),
  ];
}
