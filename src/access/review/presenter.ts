import { administers, can } from '../accounts/permissions.ts';
import { endingDays } from '../accounts/store-list.ts';
import { stateTag, type Words } from '../accounts/pages/words.ts';
import type { Viewer } from '../viewer.ts';
import type { Review, ReviewedOfficer } from './review.ts';
import type { Extension } from './store.ts';
import { addDays } from '../../text/plain-date.ts';

export interface ReviewSources {
  readonly viewer: Viewer;
  readonly review: Review;
  readonly officers: readonly ReviewedOfficer[];
  readonly extensions: readonly Extension[];
  readonly words: Words;
  readonly today: string;
  readonly report?: { readonly key: 'confirmed' | 'extended'; readonly count: number; readonly already: number };
  /** Key of what was wrong with the form sent. */
  readonly problem?: string;
}

/** One office's review: who is to be confirmed, who was, and until when. Pure. */
export function presentReview(sources: ReviewSources) {
  const { viewer, review, officers, words, today, report, problem } = sources;
  const { t } = words;
  const isOpen = review.closedAt === null;
  const undecided = officers.filter(({ outcome }) => outcome === null);
  const title = t('review:titleOf', { office: words.office(review.officeCode), year: review.year });
  return {
    title,
    id: review.id,
    isOpen,
    isAdministrator: administers(viewer),
    scope: isOpen
      ? t(review.dueOn < today ? 'review:scopeLate' : 'review:scope', {
          due: review.dueOn,
          count: daysLeft(review.dueOn, today),
        })
      : t('review:closed', { at: words.time(review.closedAt) }),
    done: report ? reportOf(report, words) : undefined,
    problem: problem ? t(problem) : undefined,
    warning:
      isOpen && undecided.length > 0 && daysLeft(review.dueOn, today) <= 10
        ? t('review:soon', { count: undecided.length, due: review.dueOn })
        : undefined,
    progress: progressOf(sources),
    extension:
      isOpen && administers(viewer)
        ? { label: t('review:extension.title'), href: `/access/review/${review.id}/extension`, icon: 'calendar' }
        : undefined,
    undecided: undecided.map(officer => rowOf(officer, sources)),
    decided: officers.filter(({ outcome }) => outcome !== null).map(officer => rowOf(officer, sources)),
    extensions: sources.extensions.map(({ was, becomes, reason, by, at }) => ({
      title: t('review:extension.title'),
      who: t('accounts:history.by', { by }),
      reason,
      icon: 'calendar',
      tone: 'info',
      when: words.time(at),
      datetime: at.toISOString(),
      changes: [{ label: t('review:extension.dueOn'), old: was, new: becomes }],
    })),
  };
}

function daysLeft(dueOn: string, today: string): number {
  return Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
}

function reportOf({ key, count, already }: NonNullable<ReviewSources['report']>, { t }: Words): string {
  if (key === 'extended') return t('review:done.extended');
  return [t('review:done.confirmed', { count }), already > 0 ? t('review:done.already', { count: already }) : '']
    .filter(Boolean)
    .join(' ');
}

const outcomeLooks = {
  confirmed: ['good', 'circle-check'],
  changed: ['good', 'calendar'],
  ended: ['', 'circle-stop'],
  lapsed: ['bad', 'circle-x'],
  spared: ['warn', 'shield'],
} as const;

function progressOf({ officers, words }: ReviewSources) {
  const count = (...outcomes: readonly ReviewedOfficer['outcome'][]): number =>
    officers.filter(({ outcome }) => outcomes.includes(outcome)).length;
  return {
    label: words.t('review:progress'),
    total: officers.length,
    parts: [
      {
        key: 'confirmed',
        label: words.t('review:part.confirmed'),
        count: count('confirmed', 'changed', 'spared'),
        tone: 'ready',
      },
      { key: 'ended', label: words.t('review:part.ended'), count: count('ended'), tone: 'duplicate' },
      { key: 'lapsed', label: words.t('review:part.lapsed'), count: count('lapsed'), tone: 'rejected' },
    ],
    note: words.t('review:part.undecided', { count: count(null) }),
  };
}

export function rowOf(officer: ReviewedOfficer, { viewer, review, words, today }: ReviewSources) {
  const { accountId: id, outcome } = officer;
  const actable = { id, officeId: review.officeId, duties: officer.duties, state: officer.state };
  const [tone, icon] = outcome === null ? [] : outcomeLooks[outcome];
  return {
    id,
    loginId: officer.loginId,
    name: officer.personName ?? '',
    unit: officer.unit ?? '',
    demo: officer.demo,
    says: officer.says === null ? '' : words.t(`review:says.${officer.says}`),
    href: `/access/accounts/${id}`,
    level: words.level(officer.level),
    duties: words.duties(officer.duties),
    endsOn: officer.endsOn ?? '',
    seen: officer.lastSignInAt?.toISOString().slice(0, 10) ?? '',
    isMine: id === viewer.accountId,
    tag:
      outcome === null
        ? stateTag(
            { state: officer.state, endsOn: officer.endsOn, lockedUntil: null, factorLockedUntil: null },
            words,
            addDays(today, endingDays),
          )
        : { tone, icon, label: words.t(`review:outcome.${outcome}`) },
    decided:
      outcome === null
        ? ''
        : [officer.by ?? words.t('review:portal'), officer.decidedAt?.toISOString().slice(0, 10)]
            .filter(Boolean)
            .join(', '),
    acts:
      outcome === null
        ? [
            ...(can(viewer, 'endDate', actable)
              ? [{ label: words.t('review:act.endDate'), href: `/access/accounts/${id}/end-date` }]
              : []),
            ...(can(viewer, 'ending', actable)
              ? [{ label: words.t('review:act.ending'), href: `/access/accounts/${id}/ending` }]
              : []),
          ]
        : [],
  };
}
