import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { addressOf, longestReason } from '../../../fields/index.ts';
import { summaryOf } from '../../../forms/index.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import type { CencommContext } from '../../context.ts';
import { countryNames, languageNames, officeName, paragraphsOf, periodText } from '../../words.ts';
import type { Hold } from '../lifecycle/store-holds.ts';
import { stateTag } from './presenter-mine.ts';
import { registerTabs, type Asked, type RegisterRow, type RegisterTab } from '../lifecycle/store-register.ts';
import type { FieldLook } from '../../../web/forms/views.ts';

export const registerPath = '/cencomm/register';

interface RegisterSources {
  readonly rows: readonly RegisterRow[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  readonly counts: Readonly<Record<RegisterTab, number>>;
  readonly tab: RegisterTab;
  readonly context: Pick<CencommContext, 'offices'>;
  readonly words: Words;
}

function rowOf(row: RegisterRow, { offices }: Pick<CencommContext, 'offices'>, words: Words) {
  const { t } = words;
  const day = (iso: string | null): string => (iso === null ? '' : words.date(iso.slice(0, 10)));
  return {
    code: row.code,
    title: row.title,
    href: `${registerPath}/${row.id}`,
    tag: stateTag(row.state, words),
    office: officeName(row.officeId, offices, words),
    isSample: row.synthetic,
    requested: day(row.requestedAt),
    closed: day(row.closedAt),
    retained:
      row.disposedAt === null
        ? day(row.retainedUntil)
        : t('cencommops:register.disposedOn', { date: day(row.disposedAt) }),
    isHeld: row.isHeld,
    lacksOwner: row.lacksOwner,
  };
}

/** The Secretariat's register: every operation by its title, and nothing of what is in it. Pure. */
export function presentRegister({ rows, hasNewer, hasOlder, counts, tab, context, words }: RegisterSources) {
  const { t } = words;
  const to = (more: { state?: RegisterTab; after?: string; before?: string }): string =>
    addressOf(registerPath, {
      state: (more.state ?? tab) === 'all' ? '' : (more.state ?? tab),
      after: more.after ?? '',
      before: more.before ?? '',
    });
  return {
    title: t('cencommops:register.title'),
    head: { title: t('cencommops:register.title'), scope: t('cencommops:register.scope') },
    tabs: {
      label: t('cencommops:register.tabs'),
      items: registerTabs.map(one => ({
        label: t(`cencommops:register.tab.${one}`),
        href: to({ state: one }),
        current: one === tab,
        count: counts[one],
      })),
    },
    rows: rows.map(row => rowOf(row, context, words)),
    empty: { text: t(`cencommops:register.none.${tab === 'requested' ? 'requested' : 'any'}`) },
    pager:
      hasNewer || hasOlder
        ? {
            total: counts[tab],
            ...(hasNewer ? { newer: to({ before: rows[0]?.code ?? '' }) } : {}),
            ...(hasOlder ? { older: to({ after: rows.at(-1)?.code ?? '' }) } : {}),
          }
        : undefined,
  };
}

interface RegisteredSources {
  readonly viewer: Viewer;
  readonly row: RegisterRow;
  /** While the request waits. */
  readonly asked?: Asked & { readonly aim: string | undefined };
  readonly holds: readonly Hold[];
  /** How many events there were inside on each of the last days. */
  readonly days: readonly { readonly day: string; readonly count: number }[];
  readonly context: Pick<CencommContext, 'offices' | 'lists' | 'texts'>;
  readonly words: Words;
  readonly failed?: {
    readonly typed: Readonly<Record<string, string>>;
    readonly problems?: readonly FieldProblem[];
    readonly isMeanwhile?: boolean;
  };
}

/** One operation of the register: a request to decide on, else its hold and, if it has none, its owner. Pure. */
export function presentRegistered(sources: RegisteredSources) {
  const { row, holds, days, context, words, failed } = sources;
  const { t } = words;
  const one = rowOf(row, context, words);
  const hold = holds.find(({ liftedAt }) => liftedAt === null);
  const mayHold = row.state === 'open' || row.state === 'closed' || row.state === 'archived';
  const fact = (name: string, value: string) => ({ label: t(`cencommops:register.column.${name}`), value });
  const request = requestOf(sources);
  const owner = row.lacksOwner
    ? field(sources, 'login', { type: 'text', max: 60, hint: t('cencommops:register.loginHint') })
    : undefined;
  const holdReason = mayHold && !hold ? reasonField(sources, 'holdReason', 'holdHint') : undefined;
  const held = hold && holdOf(hold, sources);
  return {
    title: row.title,
    action: one.href,
    problems: summaryOf(words, failed?.problems ?? [], [
      request?.decision,
      request?.reason,
      owner,
      holdReason,
      held?.ask,
    ]),
    head: {
      title: row.title,
      crumbs: [{ label: t('cencommops:register.title'), href: registerPath }, { label: row.code }],
      tag: one.tag,
      scope: t('cencommops:register.oneScope', { office: one.office, date: one.requested }),
    },
    isSample: row.synthetic,
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
    facts: [
      fact('office', one.office),
      fact('requested', one.requested),
      ...(one.closed === '' ? [] : [fact('closed', one.closed)]),
      ...(one.retained === '' ? [] : [fact('retained', one.retained)]),
      fact('held', row.isHeld ? t('common:yes') : t('common:no')),
    ],
    request,
    owner,
    hold: holdReason,
    held,
    days: days.map(({ day, count }) => ({ label: words.date(day), value: words.count(count) })),
    past: holds.filter(({ liftedAt }) => liftedAt !== null).map(past => pastHoldOf(past, words)),
  };
}

function errorOf({ failed, words }: RegisteredSources, name: string): { error?: string } {
  const problem = failed?.problems?.find(({ path }) => path === name);
  return problem ? { error: words.problem(problem) } : {};
}

function field(sources: RegisteredSources, name: string, more: FieldLook) {
  return {
    id: `field-${name}`,
    name,
    label: sources.words.t(`cencommops:register.field.${name}`),
    value: sources.failed?.typed[name] ?? '',
    ...more,
    ...errorOf(sources, name),
  };
}

function reasonField(sources: RegisteredSources, name: string, hint: string, more: Partial<FieldLook> = {}) {
  return field(sources, name, {
    type: 'longtext',
    rows: 3,
    max: longestReason,
    hint: sources.words.t(`cencommops:register.${hint}`),
    ...more,
  });
}

/** A request while it waits for a decision. */
function requestOf(sources: RegisteredSources) {
  const { asked, context, words } = sources;
  if (!asked) return undefined;
  const { t } = words;
  return {
    aim: asked.aim === undefined ? undefined : paragraphsOf(asked.aim),
    headings: asked.headings.map(code => headingMark(code, words.lang, context)),
    facts: [
      { label: t('cencommops:register.requestedBy'), value: asked.requestedBy },
      { label: t('cencommops:field.dates'), value: periodText(asked, words) },
      { label: t('cencommops:field.countries'), value: countryNames(asked.countries, words) },
      { label: t('cencommops:field.langs'), value: languageNames(asked.langs, words) },
      { label: t('cencommops:field.joining'), value: t(`cencommops:joining.${asked.joining}`) },
      { label: t('cencommops:field.retentionDays'), value: words.count(asked.retentionDays) },
    ],
    decision: field(sources, 'decision', {
      type: 'choice',
      display: 'radios',
      options: (['open', 'refuse'] as const).map(value => ({
        value,
        label: t(`cencommops:register.decide.${value}`),
        hint: t(`cencommops:register.decide.${value}Note`),
      })),
    }),
    reason: reasonField(sources, 'reason', 'reasonHint', { rows: 4, optional: true }),
  };
}

/** The hold an operation is under, and the request to lift it. */
function holdOf(hold: Hold, sources: RegisteredSources) {
  const { t, time } = sources.words;
  const { liftAskedBy, liftAskedAt } = hold;
  return {
    line: t('cencommops:register.laid', { login: hold.laidBy, time: time(hold.laidAt) }),
    reason: hold.reason,
    ask: liftAskedBy === null ? reasonField(sources, 'liftReason', 'liftHint') : undefined,
    asked:
      liftAskedBy === null || liftAskedAt === null
        ? undefined
        : {
            line: t('cencommops:register.liftAsked', { login: liftAskedBy, time: time(liftAskedAt) }),
            reason: hold.liftReason ?? '',
            isOwn: hold.liftAskedById === sources.viewer.accountId,
            ...errorOf(sources, 'agrees'),
          },
  };
}

function pastHoldOf(hold: Hold, { t, date }: Words) {
  return {
    title: hold.reason,
    text: t('cencommops:register.lifted', {
      laidBy: hold.laidBy,
      laid: date(hold.laidAt.slice(0, 10)),
      askedBy: hold.liftAskedBy ?? '',
      liftedBy: hold.liftedBy ?? '',
      lifted: date((hold.liftedAt ?? '').slice(0, 10)),
    }),
    icon: 'history',
  };
}
