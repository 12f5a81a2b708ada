import type { Viewer } from '../../../access/index.ts';
import { rights } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { datesOf, pathOf } from '../../pages-frame.ts';
import type { CencommContext } from '../../context.ts';
import type { Entered, Operation, OperationState } from '../operation.ts';
import type { Invited } from '../members/store-invitations.ts';
import type { OperationCount, OwnRequest } from '../store-mine.ts';
import { today } from '../../../text/plain-date.ts';

export interface MineSources {
  readonly viewer: Viewer;
  readonly entered: readonly Entered[];
  readonly counts: ReadonlyMap<string, OperationCount>;
  readonly invited: readonly Invited[];
  readonly requests: readonly OwnRequest[];
  readonly context: Pick<CencommContext, 'lists' | 'texts' | 'offices'>;
  readonly words: Words;
}

/** Icon and tone of a state. */
const looks: Readonly<Record<OperationState, readonly [tone: string, icon: string]>> = {
  requested: ['info', 'clock-3'],
  refused: ['bad', 'circle-x'],
  open: ['good', 'circle-check'],
  closed: ['', 'lock'],
  archived: ['', 'archive'],
  disposed: ['', 'trash-2'],
};

export function stateTag(state: OperationState, { t }: Words) {
  const [tone, icon] = looks[state];
  return { ...(tone === '' ? {} : { tone }), icon, label: t(`cencomm:state.${state}`) };
}

/** The account's operations, what it is invited to and what it asked for. */
export function presentMine({ viewer, entered, counts, invited, requests, context, words }: MineSources) {
  const { t } = words;
  const current = entered.filter(({ operation }) => operation.state === 'open');
  const over = entered.filter(({ operation }) => operation.state !== 'open');
  const mayAsk = rights['cencomm:request'](viewer);
  const office = (id: number): string => {
    const found = context.offices.byId(id);
    return found ? words.office(found) : '';
  };
  const marks = (codes: readonly string[]) => codes.map(code => headingMark(code, words.lang, context));
  const card = ({ operation, membership }: Entered) => {
    const { unread = 0, members = 0, offices = 0 } = counts.get(operation.id) ?? {};
    return {
      title: operation.title,
      href: pathOf(operation.id),
      mailHref: `${pathOf(operation.id)}/mail`,
      tag: stateTag(operation.state, words),
      isHeld: operation.legalHold,
      isSample: operation.synthetic,
      dates: datesOf(words, operation),
      progress: progressOf(operation),
      role: t(`cencomm:role.${membership.role}`),
      country: membership.country === null ? '' : words.country(membership.country),
      owner: office(operation.officeId),
      headings: marks(operation.headings),
      unread,
      unreadLabel: t('cencommops:mine.unread', { count: unread }),
      people: t('cencommops:mine.people', {
        members: t('cencommops:mine.members', { count: members }),
        offices: t('cencommops:mine.offices', { count: offices }),
      }),
    };
  };
  return {
    title: t('cencommops:mine.title'),
    head: {
      title: t('cencommops:mine.title'),
      ...(entered.length === 0
        ? {}
        : {
            scope: t('cencommops:mine.scope', {
              operations: t('cencommops:mine.current', { count: current.length }),
              unread: t('cencommops:mine.unread', {
                count: current.reduce((sum, { operation }) => sum + (counts.get(operation.id)?.unread ?? 0), 0),
              }),
            }),
          }),
    },
    current: current.map(card),
    over: over.map(card),
    isEmpty: entered.length === 0,
    mayAsk,
    invited: invited.map(one => ({
      title: one.title,
      isOffice: one.officeId !== null,
      action: `/cencomm/invitations/${one.id}`,
      headings: marks(one.headings),
      isSample: one.synthetic,
      lead: t(one.officeId === null ? 'cencommops:invited.you' : 'cencommops:invited.office', {
        office: office(one.ofOffice),
      }),
      role: [
        t(`cencomm:role.${one.role}`),
        ...(one.role === 'liaison' && one.country !== null ? [words.country(one.country)] : []),
      ].join(' · '),
      line: [
        t('cencomm:dates', { from: words.date(one.startsOn), to: words.date(one.endsOn) }),
        office(one.ownerOffice),
        one.langs.map(code => words.language(code)).join(', '),
      ].join(' · '),
      countries: one.countries.map(code => words.country(code)).join(', '),
      by: t('cencommops:invited.by', {
        login: one.invitedBy,
        from: words.date(one.invitedAt.slice(0, 10)),
        until: words.date(one.lapsesAt.slice(0, 10)),
      }),
    })),
    requests: requests.map(one => ({
      code: one.code,
      title: one.title,
      tag: stateTag(one.state, words),
      headings: marks(one.headings),
      reason: one.decision ?? '',
      line: t('cencommops:mine.asked', {
        date: words.date(one.askedAt.slice(0, 10)),
        dates: t('cencomm:dates', { from: words.date(one.startsOn), to: words.date(one.endsOn) }),
      }),
    })),
    steps: (mayAsk ? (['ask', 'open', 'invite', 'work'] as const) : (['invited', 'accept', 'work'] as const)).map(
      name => ({ icon: stepIcons[name], title: t(`cencommops:how.${name}`), text: t(`cencommops:how.${name}Text`) }),
    ),
  };
}

const stepIcons = {
  ask: 'send',
  open: 'shield-check',
  invite: 'user-plus',
  invited: 'user-plus',
  accept: 'check',
  work: 'mail',
} as const;

/** How much of an open operation's time is over, in percent; undefined before and after. */
function progressOf({ startsOn, endsOn, state }: Operation): number | undefined {
  const now = today();
  if (state !== 'open' || now < startsOn || now > endsOn) return undefined;
  const span = Math.max(1, Date.parse(endsOn) - Date.parse(startsOn));
  return Math.round(((Date.parse(now) - Date.parse(startsOn)) / span) * 100);
}
