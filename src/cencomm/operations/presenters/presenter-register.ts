import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { addressOf } from '../../../fields/index.ts';
import type { Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import type { CencommContext } from '../../context.ts';
import type { Hold } from '../lifecycle/store-holds.ts';
import { stateTag } from './presenter-mine.ts';
import { registerTabs } from '../lifecycle/store-register.ts';
import type { Asked, RegisterRow, RegisterTab } from '../lifecycle/store-register.ts';
import type { FieldLook } from '../../../web/shared-views.ts';

export const registerPath = '/cencomm/register';

export interface RegisterSources {
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
  const office = offices.byId(row.officeId);
  const day = (iso: string | null): string => (iso === null ? '' : words.date(iso.slice(0, 10)));
  return {
    code: row.code,
    title: row.title,
    href: `${registerPath}/${row.id}`,
    tag: stateTag(row.state, words),
    office: office ? words.office(office) : '',
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

export interface RegisteredSources {
  readonly viewer: Viewer;
  readonly row: RegisterRow;
  /** While the request waits. */
  readonly asked?: Asked & { readonly aim: string | undefined };
  readonly holds: readonly Hold[];
  readonly context: Pick<CencommContext, 'offices' | 'lists' | 'texts'>;
  readonly words: Words;
  readonly failed?: {
    readonly typed: Readonly<Record<string, string>>;
    readonly problems?: readonly FieldProblem[];
    readonly isMeanwhile?: boolean;
  };
}

/** One operation of the register: a request to decide on, else its hold and, where it has none, its owner. Pure. */
export function presentRegistered({ viewer, row, asked, holds, context, words, failed }: RegisteredSources) {
  const { t } = words;
  const one = rowOf(row, context, words);
  const error = (name: string): { error?: string } => {
    const problem = failed?.problems?.find(({ path }) => path === name);
    return problem ? { error: words.problem(problem) } : {};
  };
  const field = (name: string, more: FieldLook) => ({
    id: `field-${name}`,
    name,
    label: t(`cencommops:register.field.${name}`),
    value: failed?.typed[name] ?? '',
    ...more,
    ...error(name),
  });
  const hold = holds.find(({ liftedAt }) => liftedAt === null);
  const mayHold = row.state === 'open' || row.state === 'closed' || row.state === 'archived';
  return {
    title: row.title,
    action: one.href,
    problems: (failed?.problems ?? []).map(problem => ({
      text: words.problem(problem),
      href: `#field-${problem.path}`,
    })),
    head: {
      title: row.title,
      crumbs: [{ label: t('cencommops:register.title'), href: registerPath }, { label: row.code }],
      tag: one.tag,
      scope: t('cencommops:register.oneScope', { office: one.office, date: one.requested }),
    },
    isSample: row.synthetic,
    meanwhile: failed?.isMeanwhile ? t('cencommops:meanwhile') : undefined,
    facts: [
      { label: t('cencommops:register.column.office'), value: one.office },
      { label: t('cencommops:register.column.requested'), value: one.requested },
      ...(one.closed === '' ? [] : [{ label: t('cencommops:register.column.closed'), value: one.closed }]),
      ...(one.retained === '' ? [] : [{ label: t('cencommops:register.column.retained'), value: one.retained }]),
      { label: t('cencommops:register.column.held'), value: row.isHeld ? t('common:yes') : t('common:no') },
    ],
    request: asked && {
      aim: asked.aim?.split('\n').filter(part => part.trim() !== ''),
      headings: asked.headings.map(code => headingMark(code, words.lang, context)),
      facts: [
        { label: t('cencommops:register.requestedBy'), value: asked.requestedBy },
        {
          label: t('cencommops:field.dates'),
          value: t('cencomm:dates', { from: words.date(asked.startsOn), to: words.date(asked.endsOn) }),
        },
        { label: t('cencommops:field.countries'), value: asked.countries.map(code => words.country(code)).join(', ') },
        { label: t('cencommops:field.langs'), value: asked.langs.map(code => words.language(code)).join(', ') },
        { label: t('cencommops:field.joining'), value: t(`cencommops:joining.${asked.joining}`) },
        { label: t('cencommops:field.retentionDays'), value: words.count(asked.retentionDays) },
      ],
      decision: field('decision', {
        type: 'choice',
        display: 'radios',
        options: (['open', 'refuse'] as const).map(value => ({
          value,
          label: t(`cencommops:register.decide.${value}`),
          hint: t(`cencommops:register.decide.${value}Note`),
        })),
      }),
      reason: field('reason', {
        type: 'longtext',
        rows: 4,
        max: longestReason,
        optional: true,
        hint: t('cencommops:register.reasonHint'),
      }),
    },
    owner: row.lacksOwner
      ? field('login', { type: 'text', max: 60, hint: t('cencommops:register.loginHint') })
      : undefined,
    hold:
      mayHold && !hold
        ? field('holdReason', {
            type: 'longtext',
            rows: 3,
            max: longestReason,
            hint: t('cencommops:register.holdHint'),
          })
        : undefined,
    held: hold && {
      line: t('cencommops:register.laid', { login: hold.laidBy, time: words.time(hold.laidAt) }),
      reason: hold.reason,
      ask:
        hold.liftAskedBy === null
          ? field('liftReason', {
              type: 'longtext',
              rows: 3,
              max: longestReason,
              hint: t('cencommops:register.liftHint'),
            })
          : undefined,
      asked:
        hold.liftAskedBy === null || hold.liftAskedAt === null
          ? undefined
          : {
              line: t('cencommops:register.liftAsked', { login: hold.liftAskedBy, time: words.time(hold.liftAskedAt) }),
              reason: hold.liftReason ?? '',
              isOwn: hold.liftAskedById === viewer.accountId,
              ...error('agrees'),
            },
    },
    past: holds
      .filter(({ liftedAt }) => liftedAt !== null)
      .map(past => ({
        title: past.reason,
        text: t('cencommops:register.lifted', {
          laidBy: past.laidBy,
          laid: words.date(past.laidAt.slice(0, 10)),
          askedBy: past.liftAskedBy ?? '',
          liftedBy: past.liftedBy ?? '',
          lifted: words.date((past.liftedAt ?? '').slice(0, 10)),
        }),
        icon: 'history',
      })),
  };
}

export const longestReason = 1000;
