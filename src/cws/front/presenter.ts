import { rights, type Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import { maxUnread } from '../alerts/store.ts';
import { openedAt, type CwsDocument } from '../documents/document.ts';
import { presentRows } from '../documents/presenters/presenter-rows.ts';
import { documentRow, riloAddress } from '../rilo/presenter.ts';
import type { CwsContext } from '../context.ts';
import { maxNew, type Front } from './store.ts';

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
export function presentFront(sources: FrontSources) {
  const { viewer, front, unread, before, isMine, words, context } = sources;
  const { t } = words;
  const row = (document: CwsDocument) => ({
    ...documentRow(document, words),
    isNew: before !== null && (openedAt(document) ?? '') > before,
  });
  const none = (kind: string): string => t(isMine ? 'cws:front.noneFollowed' : `cws:front.none.${kind}`);
  const list = (id: 'sheets' | 'pages' | 'releases', kind: string, href: string, link: string, empty: string) => ({
    id,
    title: t(`cws:kind.${kind}.many`),
    href,
    link,
    rows: front[id].map(row),
    empty,
  });
  const { inForce } = front;
  return {
    title: t('cws:front.title'),
    head: {
      title: t('cws:front.title'),
      scope: scopeOf(sources),
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
    unread: unread === 0 ? undefined : t('cws:front.unreadShort', { number: upTo(maxUnread, unread, words) }),
    bulletins: front.bulletins.map(document => {
      const office = context.offices.byId(document.officeId);
      return {
        ...row(document),
        short: office ? words.short(office.code) : '',
        officeHref: office ? riloAddress(office.code) : '',
      };
    }),
    lists: [
      list('sheets', 'sheet', '/cws/situation-sheets', t('cws:front.all'), none('sheet')),
      list('pages', 'page', '/cws/reference', t('cws:front.open'), t('cws:front.none.page')),
      list('releases', 'release', '/cws/media-releases', t('cws:front.all'), none('release')),
    ],
    noAlert: none('alert'),
    noBulletin: none('bulletin'),
    writes: rights['cws:write'](viewer),
  };
}

/** What waits, and how much is new since the last visit. */
function scopeOf({ front, unread, toAcknowledge, before, words }: FrontSources): string {
  const { t } = words;
  return [
    t('cws:front.unread', { count: unread, number: upTo(maxUnread, unread, words) }),
    toAcknowledge === 0 ? '' : t('cws:front.toAcknowledge', { count: toAcknowledge }),
    before === null
      ? ''
      : t('cws:front.since', {
          count: front.fresh,
          number: upTo(maxNew, front.fresh, words),
          time: words.time(before),
        }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** "12", or "100+" where no more are counted. */
function upTo(max: number, count: number, words: Words): string {
  return count >= max ? `${words.count(max)}+` : words.count(count);
}
