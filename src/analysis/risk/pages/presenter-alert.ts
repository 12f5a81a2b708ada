import { addDays, today } from '../../../text/plain-date.ts';
import type { Sources } from '../../cells/sources.ts';
import { halves } from '../../cells/dimension.ts';
import type { Found, NamedSign } from '../finding/found.ts';
import type { AlertDraft } from '../kept/make-alert.ts';
import type { KeptIndicator } from '../kept/store-indicators.ts';
import { outcomeText, plainOf, sentenceOf, shareText, signLine, titleOf } from './presenter-words.ts';

const longestTitle = 160;
/** Days an alert made of an indicator is proposed to be valid. */
const validDays = 180;

interface Counted {
  /** As its office knows it: what it is about. */
  readonly found: Found;
  /** As everybody may count it; undefined where that would tell too little of others. */
  readonly forAll: Found | undefined;
}

/**
 * An alert as it is begun from an indicator, in the language of the page and in the other, since both are made by rule;
 * its writer goes on from there. Its numbers are those that every reader could count.
 */
export function alertDraft(
  indicator: KeptIndicator,
  counted: Counted,
  { own, other }: { readonly own: Sources; readonly other: Sources },
): AlertDraft {
  const { found } = counted;
  const valueOf = (field: NamedSign['field']): string => found.signs.find(one => one.field === field)?.value ?? '';
  const countries = ['departure', 'destination', 'origin'].map(field => valueOf(field as NamedSign['field']));
  const typed: Record<string, string> = {
    original: own.names.lang,
    ...textsOf(indicator, counted, own),
    ...textsOf(indicator, counted, other),
    alertKind: valueOf('concealment') === '' ? 'route' : 'concealment',
    urgent: 'no',
    headings: headingsOf(indicator, found).join(','),
    countries: [...new Set(countries.filter(code => code !== ''))].join(','),
    transport: valueOf('transport'),
    concealment: found.outcome.field === 'concealment' ? found.outcome.value : valueOf('concealment'),
    validUntil: addDays(today(), validDays),
  };
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
}

function textsOf(indicator: KeptIndicator, { found, forAll }: Counted, sources: Sources): Record<string, string> {
  const { lang } = sources.names;
  const sentence = forAll ? plainOf(sentenceOf(forAll, sources)) : titleOf(found, sources);
  return {
    [`${lang}.title`]: titleOf(found, sources).slice(0, longestTitle),
    [`${lang}.summary`]: `${sentence}.`,
    [`${lang}.body`]: bodyOf(indicator, { found, forAll }, sentence, sources),
    [`${lang}.goods`]: outcomeText(found, sources).slice(0, 160),
    [`${lang}.indicators`]: found.signs.map(sign => signLine(sign, sources)).join('\n'),
  };
}

function bodyOf(indicator: KeptIndicator, { found, forAll }: Counted, sentence: string, sources: Sources): string {
  const { names } = sources;
  const said = { sentence, ref: indicator.ref, from: names.date(indicator.from), to: names.date(indicator.to) };
  if (!forAll) return names.text('risk:alert.bodyUncounted', said);
  return names.text('risk:alert.body', {
    ...said,
    outcome: outcomeText(found, sources),
    share: shareText(forAll.share.hits, forAll.share.cases, names),
    base: shareText(forAll.base.hits, forAll.base.cases, names),
  });
}

function headingsOf({ headings }: KeptIndicator, { outcome: { field, value } }: Found): readonly string[] {
  if (field === 'heading') return [value];
  if (field === 'product') return [halves(value, '/')[0]];
  if (field === 'group') return [halves(value, value.includes('/') ? '/' : ':')[0]];
  return headings;
}
