import { rights, type Viewer } from '../../access/index.ts';
import type { contactOf } from '../../network/index.ts';
import type { Office, Words } from '../../reference/index.ts';
import { addressOf, packCursor } from '../../fields/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import type { DocumentPage as DocumentList } from '../documents/store-list.ts';
import type { DocumentPage } from '../documents/page-of.ts';
import { tagsOf, titleOf } from '../documents/presenters/presenter-names.ts';
import { addressOfRef } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';

export const riloAddress = (code: string): string => `/cws/rilo/${code}`;

interface RiloSources {
  readonly viewer: Viewer;
  readonly office: Office;
  readonly text: DocumentPage | undefined;
  readonly bulletins: DocumentList | undefined;
  readonly reports: DocumentList | undefined;
  /** Bulletins with figures of the analysis. */
  readonly figures: Awaited<ReturnType<NonNullable<CwsContext['figuresOfRilo']>>>;
  readonly contact: Awaited<ReturnType<typeof contactOf>>;
  readonly presentationRef: string | undefined;
  /** The kind that alone is shown, '' for all. */
  readonly kind: string;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices' | 'lists'>;
}

/** One RILO: how it presents itself, what it published, its Members, how to reach it. Pure but for the clock. */
export function presentRilo(sources: RiloSources) {
  const { viewer, office, text, bulletins, reports, contact, presentationRef, words, context } = sources;
  const { t } = words;
  const members = context.offices.membersOf(office.id);
  const isOwn = rights.rilo(viewer) && viewer.office.id === office.id;
  return {
    title: words.office(office),
    code: office.code,
    head: {
      title: words.office(office),
      over: t('cws:rilo.over'),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cws:nav.rilo'), href: '/cws/rilo' },
        { label: words.short(office.code) },
      ],
      scope: [
        office.hostCity,
        office.country && words.country(office.country),
        t('cws:rilo.members', { count: members.length }),
      ]
        .filter(Boolean)
        .join(', '),
      actions: isOwn
        ? [
            {
              label: t('cws:kind.presentation.new'),
              href:
                presentationRef === undefined ? '/cws/documents/new/presentation' : `/cws/documents/${presentationRef}`,
              icon: 'square-pen',
            },
            { label: t('cws:kind.report.new'), href: '/cws/documents/new/report', icon: 'plus' },
            { label: t('cws:kind.bulletin.new'), href: '/cws/documents/new/bulletin', icon: 'plus', tone: 'primary' },
          ]
        : [],
    },
    text,
    noText: isOwn
      ? {
          text: t('cws:rilo.noTextOwn'),
          action: { label: t('cws:kind.presentation.new'), href: '/cws/documents/new/presentation' },
        }
      : { text: t('cws:rilo.noText') },
    lists: [...listOf('bulletin', bulletins, sources), ...listOf('report', reports, sources)],
    figures: { title: t('cws:rilo.figures'), rows: sources.figures.map(row => ({ ...row, icon: 'file-text' })) },
    members: members
      .map(code => ({ label: words.country(code), href: `/network/offices/${code}` }))
      .toSorted((a, b) => a.label.localeCompare(b.label, words.lang)),
    contact,
    networkHref: `/network/offices/${office.code}`,
  };
}

function listOf(code: 'bulletin' | 'report', list: DocumentList | undefined, { office, kind, words }: RiloSources) {
  if (list === undefined) return [];
  const { t } = words;
  const here = riloAddress(office.code);
  const isAlone = kind !== '';
  const all = list.after ? { label: t('cws:rilo.all'), href: addressOf(here, { kind: code }) } : undefined;
  return [
    {
      id: code,
      title: t(`cws:kind.${code}.many`),
      rows: list.rows.map(one => documentRow(one, words)),
      empty: { text: t(`cws:rilo.none.${code}`) },
      link: isAlone ? { label: t('cws:rilo.back'), href: here } : all,
      older: isAlone && list.after ? addressOf(here, { kind: code, after: packCursor(list.after) }) : undefined,
    },
  ];
}

/** A document as one row: title, what and when, how it stands. */
export function documentRow(document: CwsDocument, words: Words) {
  const { title, summary } = titleOf(document, words.lang);
  const number = document.facts.number ?? document.facts.period;
  return {
    title,
    summary,
    href: addressOfRef(document.ref) ?? '',
    ref: document.ref,
    isUnread: document.readVersion < document.version,
    meta: [
      typeof number === 'string' && number !== ''
        ? `${words.t(`cws:kind.${document.kind}.one`)} ${number}`
        : words.t(`cws:kind.${document.kind}.one`),
      document.publishedAt === null ? '' : words.date(document.publishedAt.slice(0, 10)),
      Object.keys(document.titles)
        .map(lang => lang.toUpperCase())
        .join(' '),
    ]
      .filter(Boolean)
      .join(' · '),
    tags: tagsOf(document, words),
  };
}

/** Every RILO that works, with the newest of its bulletins and reports. Pure but for the clock. */
export function presentRilos({
  newest,
  words,
  context,
}: {
  newest: readonly CwsDocument[];
  words: Words;
  context: Pick<CwsContext, 'offices'>;
}) {
  const { t } = words;
  const of = new Map(newest.map(document => [document.officeId, document]));
  return {
    title: t('cws:nav.rilo'),
    head: {
      title: t('cws:nav.rilo'),
      crumbs: [{ label: t('cws:title'), href: '/cws' }, { label: t('cws:nav.rilo') }],
      scope: t('cws:rilo.scope'),
    },
    rows: context.offices.all
      .filter(({ kind, activeTo }) => kind === 'rilo' && activeTo === null)
      .map(office => {
        const document = of.get(office.id);
        return {
          short: words.short(office.code),
          name: words.office(office),
          href: riloAddress(office.code),
          host: [office.hostCity, office.country && words.country(office.country)].filter(Boolean).join(', '),
          members: context.offices.membersOf(office.id).length,
          newest: document && documentRow(document, words),
        };
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, words.lang)),
  };
}
