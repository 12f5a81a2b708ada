import type { Viewer } from '../../../access/index.ts';
import { addressOf } from '../../../fields/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import type { Names } from '../../../seizures/index.ts';
import { officeName } from '../../documents/presenters/presenter-names.ts';
import { deskName, headingMark, path, placeOf, quantityOf, stateTag, whenOf } from './styles.ts';
import { subjects, type Referral } from '../referral.ts';
import { boxesOf } from '../scope.ts';
import { tabs, type ListQuery, type Tab } from '../store-list.ts';
import { today } from '../../../text/plain-date.ts';

interface ListSources {
  readonly viewer: Viewer;
  readonly query: ListQuery;
  readonly rows: readonly Referral[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  readonly counts: Readonly<Record<Tab, number>>;
  readonly offices: Offices;
  readonly words: Words;
  readonly names: Names;
}

/** The tab a list opens with: what waits for the office; everything the account sent. */
export function firstTab(box: ListQuery['box']): Tab {
  return box === 'office' ? 'open' : 'all';
}

type To = (more: { box?: string; state?: Tab; subject?: string; after?: string; before?: string }) => string;

/** A list of referrals: the own, the office's queue, or all. Pure but for the clock. */
export function presentList(sources: ListSources) {
  const { viewer, query, rows, hasNewer, hasOlder, counts, words } = sources;
  const { t } = words;
  const boxes = boxesOf(viewer);
  const to: To = more => {
    const box = more.box ?? query.box;
    const state = more.state ?? (more.box === undefined ? query.tab : firstTab(box as ListQuery['box']));
    return addressOf(path, {
      box: box === boxes[0] ? '' : box,
      state: state === firstTab(box as ListQuery['box']) ? '' : state,
      subject: more.subject ?? query.subject,
      after: more.after ?? '',
      before: more.before ?? '',
    });
  };
  return {
    title: t('cwsreferrals:title'),
    isOwn: query.box === 'own',
    head: { title: t('cwsreferrals:title'), scope: t(`cwsreferrals:scope.${query.box}`) },
    boxes:
      boxes.length < 2
        ? undefined
        : {
            label: t('cwsreferrals:boxes'),
            items: boxes.map(box => ({
              label: t(`cwsreferrals:box.${box}`),
              href: to({ box }),
              current: box === query.box,
            })),
          },
    tabs: {
      label: t('cwsreferrals:tabs'),
      items: tabs.map(tab => ({
        label: t(`cwsreferrals:tab.${tab}`),
        href: to({ state: tab }),
        current: tab === query.tab,
        count: counts[tab],
      })),
    },
    bySubject: {
      label: t('cwsreferrals:field.subject'),
      items: ['' as const, ...subjects].map(subject => ({
        label: t(subject === '' ? 'cwsreferrals:anySubject' : `cwsreferrals:subjectShort.${subject}`),
        href: to({ subject }),
        current: subject === query.subject,
      })),
    },
    rows: rows.map(one => rowOf(one, sources)),
    empty: emptyOf(sources, to),
    pager:
      hasNewer || hasOlder
        ? {
            total: counts[query.tab],
            ...(hasNewer ? { newer: to({ before: String(rows[0]?.id ?? 0) }) } : {}),
            ...(hasOlder ? { older: to({ after: String(rows.at(-1)?.id ?? 0) }) } : {}),
          }
        : undefined,
  };
}

/** Why there is nothing, and a way on. */
function emptyOf({ query: { box, tab, subject }, counts, words: { t } }: ListSources, to: To) {
  const whole = { action: { label: t('cwsreferrals:whole'), href: to({ state: 'all', subject: '' }) } };
  if (subject !== '') return { text: t('cwsreferrals:none.fits'), ...whole };
  if (counts.all > 0) return { text: t('cwsreferrals:none.tab'), ...(tab === 'all' ? {} : whole) };
  const first = { action: { label: t('cwsreferrals:action'), href: `${path}/new` } };
  return { text: t(`cwsreferrals:none.${box}`), ...(box === 'own' ? first : {}) };
}

function rowOf(one: Referral, { viewer, query, offices, words, names }: ListSources) {
  const { t } = words;
  const isOn = query.box === 'office' && one.officeId !== viewer.office.id;
  const desk = (id: number): string => {
    const found = offices.byId(id);
    return found ? deskName(found, words) : '';
  };
  const pending = one.state === 'sent' || one.state === 'taken';
  return {
    ref: one.ref,
    href: `${path}/${one.ref}`,
    heading: { ...headingMark(one, words), alone: true },
    goods: one.goods,
    quantity: quantityOf(one, names),
    isSample: one.synthetic,
    where: placeOf(one, words),
    when: whenOf(one, words, today()),
    stage: t(`cwsreferrals:stageShort.${one.stage}`),
    office: query.box === 'own' ? desk(one.officeId) : officeName(one.fromOfficeId, words, { offices }),
    login: query.box === 'own' ? '' : one.madeByLogin,
    sent: words.date(one.madeAt.slice(0, 10)),
    tag: isOn
      ? { tone: 'merged', icon: 'arrow-right', label: t('cwsreferrals:state.passed') }
      : stateTag(one.state, words),
    // Who has it, for colleagues; where it went, for the office that passed it on.
    note: isOn ? desk(one.officeId) : pending && query.box === 'office' ? (one.takenByLogin ?? '') : '',
    isNews: query.box === 'own' ? one.senderNews : query.box === 'office' && !isOn && one.officeNews,
  };
}
