import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Offices } from '../../../reference/index.ts';
import type { HeadingCode } from '../../goods/heading.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { Seizure } from '../../record/store.ts';
import { clustersOf } from '../clusters.ts';
import { compare } from '../compare.ts';
import type { Pick } from '../side.ts';
import { sidesOf } from '../group.ts';
import type { Is } from '../merge.ts';
import type { OpenPair } from '../store-pairs.ts';
import type { CountedOnce } from './count-before.ts';
import { usualDecisions } from './decision.ts';
import { decisions } from './form.ts';
import { presentParts } from './presenter-parts.ts';

interface Comparison {
  readonly opened: string;
  readonly viewer: Viewer;
  readonly seizures: readonly Seizure[];
  readonly is: readonly Is[] | undefined;
  readonly picks: ReadonlyMap<string, Pick> | undefined;
  readonly problems: readonly FieldProblem[];
  readonly changed: readonly string[];
  readonly count: CountedOnce | undefined;
  /** All that wait for the viewer. */
  readonly pairs: readonly OpenPair[];
  readonly clientUuid: string;
  readonly offices: Offices;
  readonly words: Words;
}

/** Records side by side: what each is, what differs, and what will happen. Pure. */
export function presentComparison(given: Comparison) {
  const { opened, seizures, picks = new Map<string, Pick>(), words } = given;
  const { t } = words;
  const shown = sidesOf(seizures);
  const is = given.is ?? usualDecisions(shown);
  const isMerged = (one: Seizure): boolean => ['keep', 'merge'].includes(is[seizures.indexOf(one)] ?? '');
  const sides = given.is ? sidesOf(seizures, isMerged) : shown;
  const parts = presentParts(compare(sides), sides, { picks, refs: seizures.map(({ ref }) => ref), words });
  const [merged, linked] = [is.filter(one => one === 'merge').length, is.filter(one => one === 'link').length];
  return {
    title: t('duplicates:title', { count: seizures.length }),
    opened,
    head: {
      title:
        seizures.length > 1
          ? t('duplicates:title', { count: seizures.length })
          : t('duplicates:alone', { ref: opened }),
      scope:
        seizures.length > 1
          ? [whyOf(given), t('duplicates:decides')].filter(Boolean).join(' ')
          : t('duplicates:aloneLead'),
      headings: headingsOf(seizures, words),
      crumbs: [{ label: t('duplicates:section'), href: '/seizures/duplicates' }, { label: opened }],
    },
    next: nextOf(given),
    problems: given.problems.map(problem => ({ text: words.problem(problem), href: `#${problem.path}` })),
    changed: given.changed,
    clientUuid: given.clientUuid,
    records: seizures.map((one, at) => recordOf(one, at, { ...given, is, canMerge: shown[at]?.canMerge === true })),
    differing: parts.differing,
    differ: t('duplicates:differ', { count: parts.differing.length }),
    agreeing: parts.agreeing,
    agree: t('duplicates:agree', { count: parts.agreeing.length }),
    submit: submitText(merged, linked, words),
    willHappen: willHappen(given, is, parts.taken),
    counted: countedOf(given),
  };
}

function submitText(merged: number, linked: number, { t }: Words): string {
  const parts = [
    merged > 0 ? t('duplicates:submit.merge', { count: merged + 1 }) : '',
    linked > 0 ? t('duplicates:submit.link', { count: linked }) : '',
  ].filter(Boolean);
  return parts.length === 0 ? t('duplicates:submit.other') : parts.join(', ');
}

function headingsOf(seizures: readonly Seizure[], words: Words) {
  const codes = new Set(seizures.flatMap(({ record }) => record.lines.map(({ heading }) => heading)));
  return [...codes].map(code => words.names.heading(code));
}

function whyOf({ seizures, pairs, words }: Comparison): string {
  const ids = new Set(seizures.map(({ id }) => id));
  const own = pairs.filter(({ one, other }) => ids.has(one) && ids.has(other));
  const reasons = [...new Set(own.map(({ reason }) => words.t(`duplicates:reason.${reason}`)))];
  const date = own[0]?.foundAt.slice(0, 10);
  return date === undefined
    ? ''
    : words.t('duplicates:why', { date: words.date(date), reasons: reasons.join(words.t('duplicates:and')) });
}

/** The next group, for who works through them. */
function nextOf({ opened, seizures, pairs, words }: Comparison) {
  const groups = clustersOf(pairs);
  const ids = seizures.map(({ id }) => id);
  const at = groups.findIndex(group => group.some(id => ids.includes(id)));
  return {
    text: at < 0 ? '' : words.t('duplicates:position', { position: at + 1, total: groups.length }),
    isLast: groups.length <= (at < 0 ? 0 : 1),
    opened,
  };
}

function recordOf(
  seizure: Seizure,
  at: number,
  { is, canMerge, offices, words }: Naming & { readonly is: readonly Is[]; readonly canMerge: boolean },
) {
  const office = offices.byId(seizure.officeId)?.code ?? '';
  return {
    ref: seizure.ref,
    href: `/seizures/${seizure.ref}`,
    value: `${seizure.ref}:${seizure.version}`,
    status: seizure.status,
    from: [
      words.t(`record:channel.${seizure.channel}`),
      offices.name(office, words.lang),
      words.date(seizure.recordedAt.slice(0, 10)),
    ].join(', '),
    name: `is${at}`,
    label: words.t('duplicates:whatItIs', { ref: seizure.ref }),
    options: decisions
      .filter(one => canMerge || one !== 'merge')
      .map(value => ({ value, label: words.t(`duplicates:is.${value}`), selected: is[at] === value })),
  };
}
type Naming = { readonly offices: Offices; readonly words: Words };

function keptText(ref: string, version: number, taken: number, { t }: Words): string {
  return taken === 0
    ? t('duplicates:will.keepOwn', { ref, version })
    : t('duplicates:will.keep', { ref, version, count: taken });
}

function willHappen({ seizures, words }: Comparison, is: readonly Is[], taken: number) {
  const { t } = words;
  const kept = seizures[is.indexOf('keep')];
  const merges = is.includes('merge');
  return seizures.flatMap((one, at) => {
    const { ref } = one;
    switch (is[at]) {
      case 'keep':
        return merges ? [{ icon: 'git-merge', text: keptText(ref, one.version + 1, taken, words) }] : [];
      case 'merge':
        return [{ icon: 'corner-up-right', text: t('duplicates:will.merge', { ref, into: kept?.ref ?? '' }) }];
      case 'link':
        return [{ icon: 'link', text: t('duplicates:will.link', { ref }) }];
      default:
        return [{ icon: 'x', text: t('duplicates:will.different', { ref }) }];
    }
  });
}

function countedOf({ count, seizures, words }: Comparison) {
  if (!count) return undefined;
  const row = (label: string, of: (one: CountedOnce['now']) => number) => ({
    label,
    now: words.number(of(count.now)),
    after: words.number(of(count.after)),
  });
  return {
    title: words.t('duplicates:counted.what', {
      heading: words.heading(count.heading as HeadingCode),
      country: words.code('country', seizures[0]?.country ?? ''),
      year: count.year,
    }),
    rows: [
      row(words.t('duplicates:counted.events'), one => one.events),
      row(
        words.t('duplicates:counted.quantity', { unit: words.unit(count.unit) }),
        one => Math.round(one.quantity * 1000) / 1000,
      ),
    ],
  };
}
