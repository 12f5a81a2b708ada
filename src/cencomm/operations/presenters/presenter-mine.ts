import { rights, type Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { countryNames, datesText, languageNames, officeName, periodText, personText, roleText } from '../../words.ts';
import type { CencommContext } from '../../context.ts';
import type { Entered, Operation, OperationState } from '../operation.ts';
import type { Invited } from '../members/store-invitations.ts';
import type { OperationCount, OwnRequest } from '../store-mine.ts';
import { today } from '../../../text/plain-date.ts';

interface MineSources {
  readonly viewer: Viewer;
  readonly entered: readonly Entered[];
  readonly counts: ReadonlyMap<string, OperationCount>;
  readonly invited: readonly Invited[];
  readonly requests: readonly OwnRequest[];
  readonly context: Pick<CencommContext, 'lists' | 'texts' | 'offices'>;
  readonly words: Words;
}

/** Tone and icon of each state. */
const stateStyles: Readonly<Record<OperationState, readonly [tone: string, icon: string]>> = {
  requested: ['info', 'clock-3'],
  refused: ['bad', 'circle-x'],
  open: ['good', 'circle-check'],
  closed: ['', 'lock'],
  archived: ['', 'archive'],
  disposed: ['', 'trash-2'],
};

export function stateTag(state: OperationState, { t }: Words) {
  const [tone, icon] = stateStyles[state];
  return { ...(tone === '' ? {} : { tone }), icon, label: t(`cencomm:state.${state}`) };
}

/** The account's operations, what it is invited to and what it requested. */
export function presentMine(sources: MineSources) {
  const { viewer, entered, counts, invited, requests, words } = sources;
  const { t } = words;
  const current = entered.filter(({ operation }) => operation.state === 'open');
  const over = entered.filter(({ operation }) => operation.state !== 'open');
  const mayAsk = rights['cencomm:request'](viewer);
  const unread = current.reduce((sum, { operation }) => sum + (counts.get(operation.id)?.unread ?? 0), 0);
  const scope = t('cencommops:mine.scope', {
    operations: t('cencommops:mine.current', { count: current.length }),
    unread: t('cencommops:mine.unread', { count: unread }),
  });
  const steps = mayAsk ? (['ask', 'open', 'invite', 'work'] as const) : (['invited', 'accept', 'work'] as const);
  return {
    title: t('cencommops:mine.title'),
    head: { title: t('cencommops:mine.title'), ...(entered.length === 0 ? {} : { scope }) },
    current: current.map(one => cardOf(one, sources)),
    over: over.map(one => cardOf(one, sources)),
    isEmpty: entered.length === 0,
    mayAsk,
    invited: invited.map(one => invitationOf(one, sources)),
    requests: requests.map(one => requestOf(one, sources)),
    steps: steps.map(name => ({
      icon: stepIcons[name],
      title: t(`cencommops:how.${name}`),
      text: t(`cencommops:how.${name}Text`),
    })),
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

const marksOf = (codes: readonly string[], { words, context }: MineSources) =>
  codes.map(code => headingMark(code, words.lang, context));

function cardOf({ operation, membership }: Entered, sources: MineSources) {
  const { counts, words, context } = sources;
  const { t } = words;
  const { unread = 0, members = 0, offices = 0 } = counts.get(operation.id) ?? {};
  return {
    title: operation.title,
    href: pathOf(operation.id),
    mailHref: `${pathOf(operation.id)}/mail`,
    tag: stateTag(operation.state, words),
    isHeld: operation.legalHold,
    isSample: operation.synthetic,
    dates: datesText(operation, words),
    progress: progressOf(operation),
    role: t(`cencomm:role.${membership.role}`),
    country: membership.country === null ? '' : words.country(membership.country),
    owner: officeName(operation.officeId, context.offices, words),
    headings: marksOf(operation.headings, sources),
    unread,
    unreadLabel: t('cencommops:mine.unread', { count: unread }),
    people: t('cencommops:mine.people', {
      members: t('cencommops:mine.members', { count: members }),
      offices: t('cencommops:mine.offices', { count: offices }),
    }),
  };
}

function invitationOf(one: Invited, sources: MineSources) {
  const { words, context } = sources;
  const { t } = words;
  const office = (id: number): string => officeName(id, context.offices, words);
  return {
    title: one.title,
    isOffice: one.officeId !== null,
    action: `/cencomm/invitations/${one.id}`,
    headings: marksOf(one.headings, sources),
    isSample: one.synthetic,
    lead: t(one.officeId === null ? 'cencommops:invited.you' : 'cencommops:invited.office', {
      office: office(one.ofOffice),
    }),
    role: roleText(one, words),
    line: [periodText(one, words), office(one.ownerOffice), languageNames(one.langs, words)].join(' · '),
    countries: countryNames(one.countries, words),
    by: t('cencommops:invited.by', {
      login: personText({ login: one.invitedBy, personName: one.inviterName }),
      from: words.date(one.invitedAt.slice(0, 10)),
      until: words.date(one.lapsesAt.slice(0, 10)),
    }),
  };
}

function requestOf(one: OwnRequest, sources: MineSources) {
  const { words } = sources;
  return {
    code: one.code,
    title: one.title,
    tag: stateTag(one.state, words),
    headings: marksOf(one.headings, sources),
    reason: one.decision ?? '',
    line: words.t('cencommops:mine.asked', {
      date: words.date(one.askedAt.slice(0, 10)),
      dates: periodText(one, words),
    }),
  };
}

/** How much of an open operation's time is over, in percent; undefined before and after. */
function progressOf({ startsOn, endsOn, state }: Operation): number | undefined {
  const now = today();
  if (state !== 'open' || now < startsOn || now > endsOn) return undefined;
  const span = Math.max(1, Date.parse(endsOn) - Date.parse(startsOn));
  return Math.round(((Date.parse(now) - Date.parse(startsOn)) / span) * 100);
}
