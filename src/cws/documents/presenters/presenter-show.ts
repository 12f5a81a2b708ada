import { rights, type Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { kinds } from '../../kinds/index.ts';
import { countText } from '../../answers/presenter.ts';
import type { HitCounts } from '../../answers/store.ts';
import type { CwsContext } from '../../context.ts';
import { standing, type CwsDocument } from '../document.ts';
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
  /** Names of what the version shown says differently from the one before, where it corrects that. */
  readonly changed: readonly string[];
  /** Where it stands in the reference system, for its pages. */
  readonly place?: Place | undefined;
  /** What an alert led to. */
  readonly answers?: HitCounts | undefined;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'offices'>;
  readonly done: string;
}

/**
 * A published document with its frame: how it stands, its versions, what this viewer may do with it. Pure but for the
 * clock.
 */
export function presentShow(sources: ShowSources) {
  const { document, shown, version, versions, place, words, done } = sources;
  const { t } = words;
  const isAcknowledged = document.urgent && document.acknowledged;
  return {
    title: `${document.ref} ${shown.title}`,
    shown,
    answers: sources.answers && { text: countText(sources.answers, words), href: `${shown.address}/answers` },
    ref: document.ref,
    done: done === '' ? '' : t(`cws:done.${done}`),
    head: headOf(sources),
    tags: [
      ...shown.kindTags,
      ...shown.tags,
      ...(isAcknowledged ? [{ label: t('cwslists:acknowledged'), icon: 'check', tone: 'good' }] : []),
    ],
    print: { ref: document.ref, version, issuer: shown.issuer, handling: shown.handling, meta: metaOf(sources) },
    place,
    notices: [...standingNotices(sources), ...versionNotices(sources)],
    versions: versions.map(one => ({
      label: t('cws:version', { version: one.version }),
      href: `${shown.address}?version=${one.version}`,
      current: one.version === version,
      when: words.time(one.at),
      datetime: one.at,
      note: one.note ?? '',
      ...(one.version > 1
        ? {
            more: {
              label: t('cws:compare.link', { version: one.version - 1 }),
              href: `/cws/documents/${document.ref}/compare?version=${one.version}`,
            },
          }
        : {}),
    })),
  };
}

function headOf({ viewer, document, shown, place, words: { t } }: ShowSources) {
  const mayAct = (['edit', 'widen', 'withdraw'] as const).some(action => can(viewer, action, document));
  const isFollowed = document.kind === 'alert' && document.urgent && rights['cws:write'](viewer);
  return {
    title: shown.title,
    over: `${t(`cws:kind.${document.kind}.one`)} ${document.ref}`,
    headings: shown.headings,
    scope: shown.summary,
    crumbs: place?.crumbs ?? [
      { label: t('cws:title'), href: '/cws' },
      { label: t(`cws:kind.${document.kind}.many`), href: kinds[document.kind].list(shown.issuerCode) },
      { label: document.ref },
    ],
    actions: [
      ...(document.kind === 'alert'
        ? [{ label: t('cwsanswers:act.open'), href: `${shown.address}/answers`, icon: 'message-circle-question-mark' }]
        : []),
      ...(isFollowed
        ? [{ label: t('cwsalerts:page.who'), href: `${shown.address}/acknowledgements`, icon: 'user-check' }]
        : []),
      ...(mayAct
        ? [{ label: t('cws:action.atDesk'), href: `/cws/documents/${document.ref}`, icon: 'square-pen' }]
        : []),
    ],
  };
}

/** The line under a printed title. */
function metaOf({ document: { publishedAt, validUntil }, shown, words }: ShowSources): string {
  return [
    ...[...shown.kindTags, ...shown.tags].map(({ label }) => label),
    publishedAt === null ? '' : `${words.t('cwslists:published')} ${words.date(publishedAt.slice(0, 10))}`,
    validUntil === null ? '' : `${words.t('cwslists:validUntil')} ${words.date(validUntil)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** That it is to be checked, withdrawn or no longer valid. */
function standingNotices({ document, place, words }: ShowSources) {
  const { t } = words;
  const state = standing(document, today());
  const check = place?.check?.notice;
  return [
    ...(check ? [{ tone: 'warning', icon: 'clock-3', text: check }] : []),
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
  ];
}

/** That the version shown corrects the one before: what changed, in its writer's words and by name of the field. */
function correctionNotice({ document, version, versions, changed, words }: ShowSources) {
  const { t } = words;
  const shown = versions.find(one => one.version === version);
  if (!shown?.corrects) return [];
  return [
    {
      tone: 'warning',
      icon: 'history',
      title: t('cws:notice.corrected', { version: version - 1, date: words.date(shown.at.slice(0, 10)) }),
      text: [shown.note ?? '', changed.length > 0 ? t('cws:notice.changed', { fields: changed.join(', ') }) : '']
        .filter(Boolean)
        .join(' '),
      actions: [{ label: t('cws:compare.see'), href: `/cws/documents/${document.ref}/compare?version=${version}` }],
    },
  ];
}

/** What a reader should know of the version and language shown. */
function versionNotices(sources: ShowSources) {
  const { document, shown, version, versions, words } = sources;
  const { t } = words;
  const { original } = shown;
  const isOfThePortal = versions.find(one => one.version === version)?.login === null;
  return [
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
    ...correctionNotice(sources),
    ...(shown.isOutdated
      ? [
          {
            tone: 'warning',
            icon: 'languages',
            text: t('cws:notice.outdated', { original }),
            actions: [{ label: t('cws:notice.readOriginal', { original }), href: `?lang=${shown.originalLang}` }],
          },
        ]
      : []),
    ...(shown.isPartly && !shown.isOutdated
      ? [{ tone: 'info', icon: 'languages', text: t('cws:notice.fallback', { original }) }]
      : []),
    ...(shown.isTranslated
      ? []
      : [{ tone: 'info', icon: 'languages', text: t('cws:notice.untranslated', { original }) }]),
    ...(isOfThePortal ? [{ tone: 'info', icon: 'info', text: t('cwsreference:ofThePortal') }] : []),
    ...(shown.isSample ? [{ tone: 'info', text: t('cws:notice.sample') }] : []),
  ];
}
