import { figureLinks, type CoverageShown, type FigureShown } from '../../web/charts/index.ts';
import type { Words } from '../../reference/index.ts';
import { today } from '../../text/plain-date.ts';
import type { Content, CwsDocument } from '../documents/document.ts';
import { kinds } from '../kinds/index.ts';
import type { FiguresView } from './presenter-figures.ts';
import type { ListsFigure } from './presenter-lists.ts';
import type { Drawn } from './snapshot-view.ts';

/** Whether the figures of a document leave as files: those of a sheet that is published and was not withdrawn. */
export function hasFiles({ kind, state }: Pick<CwsDocument, 'kind' | 'state'>): boolean {
  return kind === 'sheet' && state === 'published';
}

/** A published version by its number, or the working copy, which is counted each time. */
export type FiledVersion = number | 'copy';

/** Gives each figure the addresses of its files, which keep to a published version. */
export function withFiles(view: FiguresView, { ref }: Pick<CwsDocument, 'ref'>, version: FiledVersion): FiguresView {
  const hrefOf = (name: string): string =>
    version === 'copy'
      ? `/cws/documents/${ref}/figures/${name}`
      : `${kinds.sheet.base}/${ref}/figures/${name}?version=${version}`;
  const files = (id: string) => figureLinks(id, hrefOf);
  const { cases, quantities, routes, lists } = view;
  return {
    ...view,
    ...(cases ? { cases: { ...cases, files: files('cases') } } : {}),
    ...(quantities ? { quantities: { ...quantities, files: files('quantities') } } : {}),
    ...(routes ? { routes: { ...routes, files: files('routes') } } : {}),
    ...(lists ? { lists: { ...lists, lists: lists.lists.map(list => ({ ...list, files: files(list.id) })) } } : {}),
  };
}

/** The figures of a sheet, each by itself, as their files tell of them. */
export function filedFigures({ cases, quantities, routes, lists }: FiguresView): FigureShown[] {
  return [
    ...(cases
      ? [{ ...filed(cases), id: 'cases', sub: [cases.note, cases.incomplete].filter(Boolean).join('. ') }]
      : []),
    ...(quantities ? [{ ...filed(quantities), id: 'quantities', sub: quantities.note }] : []),
    ...(routes ? [{ ...filed({ ...routes, chart: routes.map }), id: 'routes', sub: routes.note }] : []),
    ...(lists ? lists.lists.map(list => listed(list, lists)) : []),
  ];
}

function listed(list: ListsFigure['lists'][number], { note, coverage }: ListsFigure): FigureShown {
  return { ...filed({ ...list, coverage }), id: list.id, sub: [note, list.rest].filter(Boolean).join(' · ') };
}

interface Filed {
  readonly title: string;
  readonly chart: Drawn;
  readonly table: NonNullable<FigureShown['table']>;
  readonly coverage: CoverageShown;
}

function filed({ title, chart, table, coverage }: Filed) {
  return { title, chart, table, coverage };
}

interface FiledDocument {
  readonly document: CwsDocument;
  readonly content: Content;
  readonly version: FiledVersion;
}

/** What a file says beside its figure: of which sheet and version it is, what was counted, who may read it. */
export function aboutFile({ document, content, version }: FiledDocument, { query }: FiguresView, words: Words) {
  const { t } = words;
  const { ref, audience, embargoUntil } = document;
  const text = content.texts[words.lang] ?? content.texts[content.original];
  const { handling } = content.fields;
  const isEmbargoed = embargoUntil !== null && embargoUntil.slice(0, 10) > today();
  const about: readonly (readonly [label: string, value: string])[] = [
    [t('cws:kind.sheet.one'), `${ref} ${text?.title ?? ''}`],
    ...query.conditions.map(({ label, value }) => [label, value] as const),
    [t('cwssheets:query.title'), [query.scope, query.statuses, query.synthetic].filter(Boolean).join(' ')],
    ...(typeof handling === 'string' && handling !== ''
      ? [[t('cws:field.handling'), t(`cws:choice.handling.${handling}`)] as const]
      : []),
    ...(isEmbargoed ? [[t('cws:field.embargoUntil'), words.date(embargoUntil.slice(0, 10))] as const] : []),
  ];
  return {
    about,
    readers: version === 'copy' ? t('cwssheets:file.desk') : t(`cws:audienceHint.${audience ?? 'region'}`),
    source: [
      version === 'copy' ? t('cwssheets:file.copy', { ref }) : t('cwssheets:file.source', { ref, version }),
      query.counted,
      ...(version !== 'copy' && version < document.version
        ? [t('cws:notice.oldVersion', { version, newest: document.version })]
        : []),
      ...(document.synthetic ? [t('cws:notice.sample')] : []),
    ].join(' '),
  };
}
