import type { Viewer } from '../../access/index.ts';
import { rights } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import { maxUnread } from '../alerts/store.ts';
import { openedAt } from '../documents/document.ts';
import type { CwsDocument } from '../documents/document.ts';
import { presentRows } from '../documents/presenters/presenter-rows.ts';
import { documentRow, riloAddress } from '../rilo/presenter.ts';
import type { CwsContext } from '../context.ts';
import { maxNew } from './store.ts';
import type { Front } from './store.ts';

interface FrontSources {
  readonly viewer: Viewer;
  readonly front: Front;
  /** Alerts in force not read, up to `maxUnread`. */
  readonly unread: number;
  /** Urgent alerts in force to be acknowledged. */
  readonly toAcknowledge: number;
  /** When the viewer was here before this visit. */
  readonly before: string | null;
  /** Whether only what the viewer follows is shown; undefined for an account that follows everything. */
  readonly isMine: boolean | undefined;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'texts' | 'offices'>;
}

/** The front page: alerts, bulletins, and the newest of the rest, marked where new since the last visit. Pure. */
export function presentFront({ viewer, front, unread, toAcknowledge, before, isMine, words, context }: FrontSources) {
  const { t } = words;
  const isNew = (document: CwsDocument): boolean => before !== null && (openedAt(document) ?? '') > before;
  const row = (document: CwsDocument) => ({ ...documentRow(document, words), isNew: isNew(document) });
  const { inForce } = front;
  const unreadNumber = unread >= maxUnread ? `${words.count(maxUnread)}+` : words.count(unread);
  const none = (kind: string): string => t(isMine ? 'cws:front.noneFollowed' : `cws:front.none.${kind}`);
  return {
    title: t('cws:front.title'),
    head: {
      title: t('cws:front.title'),
      scope: [
        t('cws:front.unread', { count: unread, number: unreadNumber }),
        toAcknowledge === 0 ? '' : t('cws:front.toAcknowledge', { count: toAcknowledge }),
        before === null
          ? ''
          : t('cws:front.since', {
              count: front.fresh,
              number: front.fresh >= maxNew ? `${words.count(maxNew)}+` : words.count(front.fresh),
              time: words.time(before),
            }),
      ]
        .filter(Boolean)
        .join(' · '),
      actions: [{ label: t('cws:front.choose'), href: '/cws/subscription', icon: 'bell', tone: 'quiet' }],
    },
    views:
      isMine === undefined
        ? undefined
        : {
            label: t('cws:front.which'),
            items: [
              { label: t('cws:front.mine'), href: '/cws', current: isMine },
              { label: t('cws:front.all'), href: '/cws?show=all', current: !isMine },
            ],
          },
    alerts: presentRows(front.alerts, words, context, isMine === false ? '/cws?show=all' : '/cws'),
    allAlerts: {
      label: t('cws:front.allAlerts', { count: inForce, number: inForce >= 1000 ? '1,000+' : words.count(inForce) }),
      href: '/cws/alerts',
    },
    unread: unread === 0 ? undefined : t('cws:front.unreadShort', { number: unreadNumber }),
    bulletins: front.bulletins.map(document => {
      const office = context.offices.byId(document.officeId);
      return {
        ...row(document),
        short: office ? words.short(office.code) : '',
        officeHref: office ? riloAddress(office.code) : '',
      };
    }),
    lists: [
      {
        id: 'sheets',
        title: t('cws:kind.sheet.many'),
        href: '/cws/situation-sheets',
        link: t('cws:front.all'),
        rows: front.sheets.map(row),
        empty: none('sheet'),
      },
      {
        id: 'pages',
        title: t('cws:kind.page.many'),
        href: '/cws/reference',
        link: t('cws:front.open'),
        rows: front.pages.map(row),
        empty: t('cws:front.none.page'),
      },
      {
        id: 'releases',
        title: t('cws:kind.release.many'),
        href: '/cws/media-releases',
        link: t('cws:front.all'),
        rows: front.releases.map(row),
        empty: none('release'),
      },
    ],
    noAlert: none('alert'),
    noBulletin: none('bulletin'),
    writes: rights['cws:write'](viewer),
  };
}
