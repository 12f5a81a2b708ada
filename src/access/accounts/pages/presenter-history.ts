import type { Account, ChangedFacts } from '../account.ts';
import type { Change } from '../store-history.ts';
import { endWords, type Words } from './words.ts';

const looks: Readonly<Record<string, readonly [icon: string, tone: string]>> = {
  created: ['plus', 'info'],
  access: ['settings-2', 'info'],
  end_date: ['calendar', 'info'],
  suspended: ['pause', 'warn'],
  resumed: ['play', 'good'],
  ended: ['circle-stop', 'bad'],
  unlocked: ['lock', 'info'],
  reset: ['mail', 'info'],
  proposed: ['users', 'warn'],
  refused: ['circle-x', 'bad'],
  confirmed: ['circle-check', 'good'],
  lapsed: ['circle-stop', 'bad'],
  factor_reset_asked: ['smartphone', 'warn'],
  factors_reset: ['smartphone', 'warn'],
  objected: ['circle-x', 'bad'],
  expired: ['clock-3', 'info'],
  person: ['square-pen', 'info'],
  address: ['mail', 'good'],
  address_asked: ['mail', 'warn'],
  address_refused: ['circle-x', 'bad'],
  moved: ['arrow-right', 'good'],
  move_asked: ['arrow-right', 'warn'],
  move_refused: ['circle-x', 'bad'],
};

/** The steps of an account as the timeline shows them, newest first; the last is its making. Pure. */
export function presentChanges(changes: readonly Change[], account: Pick<Account, 'createdAt'>, words: Words) {
  const { t } = words;
  const steps = changes.map(({ what, was, becomes, reason, by, at }) => ({
    title: t(`accounts:history.${what}`),
    who: by === null ? t('accounts:history.portal') : t('accounts:history.by', { by }),
    icon: looks[what]?.[0] ?? 'history',
    tone: looks[what]?.[1],
    when: words.time(at),
    datetime: at.toISOString(),
    changes: changesOf(was ?? {}, becomes ?? {}, words),
    ...(reason === null ? {} : { reason: endWords(reason, words) }),
  }));
  if (changes.some(({ what }) => what === 'created')) return steps;
  const made = account.createdAt;
  return [
    ...steps,
    {
      title: t('accounts:history.created'),
      icon: 'plus',
      tone: 'info',
      when: words.time(made),
      datetime: made.toISOString(),
      changes: [],
    },
  ];
}

function changesOf(was: ChangedFacts, becomes: ChangedFacts, words: Words) {
  const { t } = words;
  const dutiesIn = (facts: ChangedFacts) =>
    facts.duties === undefined ? undefined : words.duties(facts.duties) || t('accounts:history.none');
  const fact = (name: 'personName' | 'unit' | 'email', key: string) => ({
    label: t(`accounts:fact.${key}`),
    old: was[name] ?? undefined,
    new: becomes[name] ?? undefined,
  });
  const rows = [
    fact('personName', 'person'),
    fact('unit', 'unit'),
    fact('email', 'email'),
    {
      label: t('accounts:fact.office'),
      old: was.office && words.office(was.office),
      new: becomes.office && words.office(becomes.office),
    },
    {
      label: t('accounts:fact.level'),
      old: was.level && words.level(was.level),
      new: becomes.level && words.level(becomes.level),
    },
    { label: t('accounts:fact.duties'), old: dutiesIn(was), new: dutiesIn(becomes) },
    { label: t('accounts:fact.endsOn'), old: was.endsOn ?? undefined, new: becomes.endsOn ?? undefined },
    { label: t('accounts:history.until'), old: undefined, new: becomes.until ?? undefined },
    {
      label: t('proposals:identity.label'),
      old: undefined,
      new: becomes.identity && t(`proposals:identity.${becomes.identity}`),
    },
    {
      label: t('accounts:history.review'),
      old: undefined,
      new: becomes.year === undefined ? undefined : String(becomes.year),
    },
  ];
  return rows.filter(row => row.new !== undefined && row.old !== row.new);
}
