import type { Words } from '../../../reference/index.ts';
import { addressOf } from '../../../fields/index.ts';
import { isHeadingCode, type RecordWords } from '../../../seizures/index.ts';
import { kindLooks } from '../../mail/reading/message-style.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import { pathOf } from '../../pages-frame.ts';
import { countriesOf, filtered, headingOf, inState, waitsFor, type BoardFilter, type Case } from './board.ts';
import { chainStates, holdsSeizure, numberOf, type ChainState } from '../shipment.ts';
import { durationText } from './duration.ts';
import type { FormDraft } from '../store-drafts.ts';
import { goodsText, quantityText } from '../subject.ts';
import { countryNames, senderText } from '../../words.ts';

interface BoardSources {
  readonly entered: Entered;
  readonly accountId: number;
  readonly cases: readonly Case[];
  readonly drafts: readonly FormDraft[];
  readonly filter: BoardFilter;
  readonly view: 'board' | 'list';
  readonly words: Words;
  readonly recordWords: RecordWords;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The board of an operation: its chains by their state. Pure. */
export function presentBoard(sources: BoardSources) {
  const { entered, accountId, cases, filter, view, words, drafts } = sources;
  const { t } = words;
  const href = `${pathOf(entered.operation.id)}/board`;
  const own = { accountId, country: entered.membership.country };
  const found = filtered(cases, filter, own);
  const { country } = own;
  const waiting = cases.filter(one => waitsFor(one, country));
  const query = { ...filter, view: view === 'board' ? '' : view };
  const isFiltered = Object.values(filter).some(value => value !== '');
  return {
    title: t('cencommforms:board.title', { operation: entered.operation.title }),
    heading: t('cencomm:tabs.board'),
    scope: t('cencommforms:board.scope', { count: found.length }),
    isList: view === 'list',
    begin: mayWrite(entered)
      ? (['warning', 'feedback', 'seizure'] as const).map(kind => ({
          label: t(`cencommforms:new.title.${kind}`),
          href: `${pathOf(entered.operation.id)}/forms/${kind}/new`,
          icon: kindLooks[kind].icon,
          tone: kind === 'warning' ? 'primary' : '',
        }))
      : [],
    links: (['tally', 'report'] as const).map(name => ({
      label: t(`cencommforms:${name}.link`),
      href: `${pathOf(entered.operation.id)}/${name}`,
      icon: name === 'tally' ? 'chart-column' : 'file-text',
    })),
    views: {
      label: t('cencommforms:board.views'),
      items: (['board', 'list'] as const).map(one => ({
        label: t(`cencommforms:board.view.${one}`),
        href: addressOf(href, { ...query, view: one === 'board' ? '' : one }),
        current: one === view,
      })),
    },
    waiting:
      waiting.length === 0 || filter.mine === 'asked' || country === null
        ? undefined
        : {
            tone: waiting.some(({ isOverdue }) => isOverdue) ? ('warning' as const) : ('info' as const),
            text: t('cencommforms:board.waiting', { count: waiting.length, country: words.country(country) }),
            actions: [
              { label: t('cencommforms:board.showWaiting'), href: addressOf(href, { mine: 'asked', view: 'list' }) },
            ],
          },
    filter: filterView(sources, href),
    clear: isFiltered ? addressOf(href, { view: query.view }) : undefined,
    columns: chainStates
      .map(state => ({
        state,
        label: t(`cencommforms:state.${state}`),
        cards: inState(found, state).map(one => card(one, sources)),
      }))
      .filter(({ state, cards }) => usualLanes.has(state) || cards.length > 0),
    isEmpty: found.length === 0,
    empty: {
      text: t(isFiltered ? 'cencommforms:board.noneFits' : 'cencommforms:board.none'),
      ...(isFiltered ? { action: { label: t('cencommforms:board.all'), href } } : {}),
    },
    drafts: drafts.map(({ id, kind, savedAt }) => ({
      label: t('cencommforms:board.draft', { kind: t(`cencomm:kind.${kind}`), time: words.time(savedAt) }),
      href: `${pathOf(entered.operation.id)}/forms/${kind}/new?draft=${id}`,
      discard: `${pathOf(entered.operation.id)}/forms/drafts/${id}/discard`,
    })),
  };
}

function filterView({ cases, filter, words, recordWords, entered, view }: BoardSources, action: string) {
  const { t } = words;
  const byLabel = (codes: readonly string[], label: (code: string) => string) =>
    codes.map(value => ({ value, label: label(value) })).toSorted((a, b) => a.label.localeCompare(b.label, words.lang));
  const country = byLabel([...new Set(cases.flatMap(countriesOf).concat(filter.country || []))], code =>
    words.country(code),
  );
  const select = (name: keyof BoardFilter, options: readonly { value: string; label: string }[]) => ({
    name,
    label: t(`cencommforms:filter.${name}`),
    any: t(`cencommforms:filter.any.${name}`),
    value: filter[name],
    options,
  });
  return {
    action,
    view: view === 'board' ? '' : view,
    selects: [
      select('country', country),
      select(
        'kind',
        (['warning', 'seizure'] as const).map(value => ({ value, label: t(`cencommforms:filter.kinds.${value}`) })),
      ),
      ...(entered.operation.headings.length > 1
        ? [
            select(
              'heading',
              entered.operation.headings.map(value => ({ value, label: recordWords.names.heading(value).label })),
            ),
          ]
        : []),
      select(
        'mine',
        (['asked', 'sent'] as const)
          .filter(value => value !== 'asked' || entered.membership.country !== null)
          .map(value => ({ value, label: t(`cencommforms:filter.mines.${value}`) })),
      ),
    ],
  };
}

/** One chain: what, from whom to whom, how old, whose turn it is, and what can be done. */
export function card(one: Case, sources: BoardSources) {
  const { entered, words, recordWords, now } = sources;
  const { t } = words;
  const { chain, first, last, feedback, seizure } = one;
  const heading = headingOf(one);
  const { fields } = seizure ?? first;
  const isLater = seizure !== undefined && seizure.id !== first.id;
  return {
    number: numberOf(chain.number, chain.warningId !== null),
    href: `${pathOf(entered.operation.id)}/mail/${last.id}`,
    kind: last.kind,
    kindLabel: t(`cencomm:kind.${last.kind}`),
    subject: (first.subject ?? t('cencommforms:board.broken')).replace(/^[WS]-\d{3,} /, ''),
    state: t(`cencommforms:state.${chain.state}`),
    stateTone: tones[chain.state],
    heading: isHeadingCode(heading) ? { ...recordWords.names.heading(heading), alone: true } : undefined,
    goods: [goodsText(recordWords, fields), quantityText(recordWords, fields)].filter(part => part !== '').join(', '),
    way: [fields.departure, fields.destination].filter(code => typeof code === 'string').join(' › '),
    from: `${first.senderCountry ?? words.short(first.senderOffice)} · ${senderText(first)}`,
    age: t(isLater ? 'cencommforms:board.after' : 'cencommforms:board.age', {
      time: durationText(words, (isLater ? seizure.createdMs : now) - first.createdMs),
    }),
    since: words.time(new Date(first.createdMs).toISOString()),
    ...waitingOf(one, words),
    isOverdue: one.isOverdue,
    answer: feedback ? t(`cencommforms:answer.${String(feedback.fields.answer)}`) : undefined,
    record: chain.recordRef ?? undefined,
    corrected:
      last.changedMs === undefined
        ? undefined
        : t('cencommforms:version.corrected', { time: words.time(new Date(last.changedMs).toISOString()) }),
    actions: actionsOf(one, sources),
  };
}

/** Who is asked for an answer, and until when, while a warning is open. */
function waitingOf({ chain, warning, askedOf, isOverdue }: Case, words: Words): { asked?: string; deadline?: string } {
  if (chain.state !== 'open') return {};
  const { t } = words;
  const key = isOverdue ? 'cencommforms:board.overdue' : 'cencommforms:board.wanted';
  return {
    ...(askedOf.length > 0
      ? { asked: t('cencommforms:board.toAnswer', { countries: countryNames(askedOf, words) }) }
      : {}),
    ...(warning?.answerBy ? { deadline: t(key, { time: words.time(warning.answerBy) }) } : {}),
  };
}

/** What a member can send next about a warning. */
function actionsOf({ chain, warning }: Case, { entered, words: { t } }: BoardSources) {
  if (!mayWrite(entered) || !warning) return [];
  const next = (label: 'answer' | 'seize', kind: 'feedback' | 'seizure') => ({
    label: t(`cencommforms:board.${label}`),
    href: `${pathOf(entered.operation.id)}/forms/${kind}/new?chain=${chain.number}`,
    for: numberOf(chain.number, true),
  });
  return [
    ...(chain.state === 'open' || chain.state === 'answered' ? [next('answer', 'feedback')] : []),
    ...(holdsSeizure(chain) ? [] : [next('seize', 'seizure')]),
  ];
}

/** Lanes that are shown even when nothing is in them. */
const usualLanes: ReadonlySet<ChainState> = new Set(['open', 'answered', 'hit', 'no_hit']);
const tones = { open: 'warn', answered: 'info', hit: 'good', no_hit: '', stood_down: '', withdrawn: '' } as const;
