import { rights } from '../../../access/index.ts';
import type { Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import { standing } from '../document.ts';
import type { CwsDocument } from '../document.ts';
import type { Place } from '../../library/place.ts';
import type { DocumentPage } from '../page-of.ts';
import { can } from '../permissions.ts';
import type { VersionHead } from '../store.ts';
import { today } from '../../../text/plain-date.ts';

interface ShowSources {
  readonly viewer: Viewer;
  readonly document: CwsDocument;
  readonly shown: DocumentPage;
  readonly version: number;
  readonly versions: readonly VersionHead[];
  /** Where it stands in the reference system, for its pages. */
  readonly place?: Place | undefined;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
  readonly done: string;
}

/**
 * A published document with its frame: how it stands, its versions, what this viewer may do with it. Pure but for the
 * clock.
 */
export function presentShow({ viewer, document, shown, version, versions, place, words, done }: ShowSources) {
  const { t } = words;
  const kind = kinds[document.kind];
  const state = standing(document, today());
  const isAlert = document.kind === 'alert';
  return {
    title: `${document.ref} ${shown.title}`,
    shown,
    ref: document.ref,
    done: done === '' ? '' : t(`cws:done.${done}`),
    head: {
      title: shown.title,
      over: `${t(`cws:kind.${document.kind}.one`)} ${document.ref}`,
      headings: shown.headings,
      scope: shown.summary,
      crumbs: place?.crumbs ?? [
        { label: t('cws:title'), href: '/cws' },
        { label: t(`cws:kind.${document.kind}.many`), href: kind.list(shown.issuerCode) },
        { label: document.ref },
      ],
      actions: [
        ...(isAlert && document.urgent && rights['cws:write'](viewer)
          ? [{ label: t('cwsalerts:page.who'), href: `${shown.address}/acknowledgements`, icon: 'user-check' }]
          : []),
        ...(['edit', 'widen', 'withdraw'].some(action => can(viewer, action as 'edit', document))
          ? [{ label: t('cws:action.atDesk'), href: `/cws/documents/${document.ref}`, icon: 'square-pen' }]
          : []),
      ],
    },
    tags: [
      ...shown.kindTags,
      ...shown.tags,
      ...(document.urgent && document.acknowledged
        ? [{ label: t('cwslists:acknowledged'), icon: 'check', tone: 'good' }]
        : []),
    ],
    print: {
      ref: document.ref,
      version,
      issuer: shown.issuer,
      handling: shown.handling,
      meta: [
        ...shown.kindTags.map(({ label }) => label),
        ...shown.tags.map(({ label }) => label),
        ...(document.publishedAt === null
          ? []
          : [`${t('cwslists:published')} ${words.date(document.publishedAt.slice(0, 10))}`]),
        ...(document.validUntil === null ? [] : [`${t('cwslists:validUntil')} ${words.date(document.validUntil)}`]),
      ].join(' · '),
    },
    place,
    notices: [
      ...(place?.check?.notice ? [{ tone: 'warning', icon: 'clock-3', text: place.check.notice }] : []),
      ...(state === 'withdrawn'
        ? [
            {
              tone: 'warning',
              icon: 'undo-2',
              title: t('cws:notice.withdrawn', { date: words.date((document.withdrawnAt ?? '').slice(0, 10)) }),
              text: document.withdrawnReason ?? '',
            },
          ]
        : []),
      ...(state === 'expired'
        ? [
            {
              tone: 'warning',
              icon: 'hourglass',
              text: t('cws:notice.expired', { date: words.date(document.validUntil ?? '') }),
            },
          ]
        : []),
      ...(version < document.version
        ? [
            {
              tone: 'warning',
              icon: 'history',
              text: t('cws:notice.oldVersion', { version, newest: document.version }),
              actions: [{ label: t('cws:notice.newest'), href: shown.address }],
            },
          ]
        : []),
      ...(shown.isOutdated
        ? [{ tone: 'warning', icon: 'languages', text: t('cws:notice.outdated', { original: shown.original }) }]
        : []),
      ...(shown.isTranslated
        ? []
        : [{ tone: 'info', icon: 'languages', text: t('cws:notice.untranslated', { original: shown.original }) }]),
      ...(versions.find(one => one.version === version)?.login === null
        ? [{ tone: 'info', icon: 'info', text: t('cwsreference:ofThePortal') }]
        : []),
      ...(shown.isSample ? [{ tone: 'info', text: t('cws:notice.sample') }] : []),
    ],
    versions: versions.map(one => ({
      label: t('cws:version', { version: one.version }),
      href: `${shown.address}?version=${one.version}`,
      current: one.version === version,
      when: words.time(one.at),
      datetime: one.at,
      note: one.note ?? '',
    })),
  };
}
