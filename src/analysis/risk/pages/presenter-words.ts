import type { Wording } from '../../../web/charts/views.ts';
import { numberFormat } from '../../../text/formats.ts';
import type { Criteria, Names } from '../../../seizures/index.ts';
import { narrowedTo } from '../../cells/drill.ts';
import { valueName } from '../../cells/presenter-values.ts';
import type { Sources } from '../../cells/sources.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { inSentence } from '../../question/presenter-question.ts';
import { quarterName } from '../finding/cases.ts';
import type { Found, Measured, NamedSign } from '../finding/found.ts';

const countries = ['departure', 'destination', 'origin'];

/** A value as it stands in a sentence; a country keeps its capital. */
function inWords({ field, value }: NamedSign, sources: Sources): string {
  const name = valueName(field, value, sources);
  return countries.includes(field) || (field === 'weekday' && sources.names.lang === 'en') ? name : inSentence(name);
}

/** "from Netherlands" */
function signText(sign: NamedSign, sources: Sources): string {
  return sources.names.text(`risk:sign.${sign.field}`, { value: inWords(sign, sources) });
}

/** "Departure: Netherlands" */
export function signLine(sign: NamedSign, sources: Sources): string {
  const { names } = sources;
  const field = names.label(`analysis:dimension.${sign.field}`);
  return `${field}${names.label('common:colon')} ${valueName(sign.field, sign.value, sources)}`;
}

export function outcomeText({ outcome }: Pick<Found, 'outcome'>, sources: Sources): string {
  return inWords(outcome, sources);
}

/** "From Netherlands, to Australia, by air express courier: ketamine in 7 of 10 cases", its words that make it bold. */
export function sentenceOf(found: Found, sources: Sources): Exclude<Wording, string> {
  const { names } = sources;
  const parts = found.signs.map((sign, at) => {
    const text = signText(sign, sources);
    return { text: at === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text };
  });
  return [
    ...parts.flatMap((part, at) => (at === 0 ? [part] : [', ', part])),
    `${names.label('common:colon')} `,
    { text: outcomeText(found, sources) },
    ` ${oftenOf(found.share, names)}`,
  ];
}

export function plainOf(wording: Exclude<Wording, string>): string {
  return wording.map(part => (typeof part === 'string' ? part : part.text)).join('');
}

/** "Netherlands, Australia, air express courier: ketamine" */
export function titleOf({ signs, outcome }: Found, sources: Sources): string {
  const own = signs.map(sign => inWords(sign, sources)).join(', ');
  const title = `${own}${sources.names.label('common:colon')} ${inWords(outcome, sources)}`;
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function oftenOf({ hits, cases }: { readonly hits: number; readonly cases: number }, names: Names): string {
  const share = hits / cases;
  if (hits === cases) return names.label('risk:often.all');
  if (share >= 0.95) return names.label('risk:often.nearly');
  const [part, of] = share >= 0.05 ? [Math.max(1, Math.round(share * 10)), 10] : [Math.ceil(share * 100), 100];
  return names.text('risk:often.of', { part: names.count(part), of: names.count(of) });
}

/** "×20"; a dash where nothing could be measured. */
export function times(value: number | null, { lang }: Names): string {
  return value === null ? '–' : `×${numberFormat(lang, { maximumSignificantDigits: 2 }).format(value)}`;
}

/** "16–25 (95 %)" */
export function intervalText({ low, high }: Measured, names: Names): string {
  const format = numberFormat(names.lang, { maximumSignificantDigits: 2 });
  const [from, to] = [low, high].map(value => (value === null ? '∞' : format.format(value)));
  return names.text('risk:interval', { from: from ?? '–', to: to ?? '–' });
}

/** "31 of 44 cases" */
export function supportText({ hits, cases }: { readonly hits: number; readonly cases: number }, names: Names): string {
  return names.text('risk:support', { count: cases, hits: names.count(hits), cases: names.count(cases) });
}

export function shareText(hits: number, cases: number, names: Names): string {
  return formatsOf(names).share(hits, cases);
}

export function quarterText(quarter: number, sources: Sources): string {
  return valueName('quarter', quarterName(quarter), sources);
}

export function noveltyOf({ novelty }: Found, sources: Sources) {
  const { names } = sources;
  const since = quarterText(novelty.since, sources);
  if (novelty.kind === 'moved' && novelty.from)
    return {
      label: names.text('risk:novelty.moved', { before: valueName(novelty.from.field, novelty.from.value, sources) }),
      icon: 'waypoints',
      tone: 'outline',
    };
  return {
    label: names.text(`risk:novelty.${novelty.kind === 'new' ? 'new' : 'known'}`, { since }),
    icon: novelty.kind === 'new' ? 'sparkles' : 'history',
    tone: 'outline',
  };
}

/** Filters of `/seizures` for the signs, and the signs that no filter says. */
export function filtersFor(
  signs: readonly NamedSign[],
  sources: Sources,
): { readonly narrowed: Partial<Criteria>; readonly without: readonly NamedSign[] } {
  const each = signs.map(sign => ({ sign, filter: narrowedTo(sign.field, [sign.value], sources) }));
  return {
    narrowed: Object.assign({}, ...each.map(({ filter }) => filter ?? {})) as Partial<Criteria>,
    without: each.filter(({ filter }) => filter === undefined).map(({ sign }) => sign),
  };
}
