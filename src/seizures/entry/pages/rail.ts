import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { baseQuantity } from '../../record/compute.ts';
import { isHeadingCode } from '../../headings/index.ts';
import { textOf, type Sheet, type Values } from '../form-sheet.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import type { SeizuresContext } from '../../context.ts';
import { findAlike, type LikeRecord, type Likeness } from '../../record/store-duplicates.ts';
import { readNumber } from '../../../text/number.ts';
import { readDate } from '../../../text/plain-date.ts';

/** This record so far, as the rail repeats it. */
export function recordSoFar({ facts, lines }: Sheet, words: Words) {
  const coded = (name: string, list: string): string | undefined =>
    textOf(facts[name]) ? words.code(list, textOf(facts[name])) : undefined;
  const date = readDate(textOf(facts.seizureDate));
  const headings = [...new Set(lines.map(({ values }) => textOf(values.heading)))].filter(isHeadingCode);
  const place = [
    textOf(facts.placeName) || (textOf(facts.place) && words.code('place', textOf(facts.place))),
    coded('country', 'country'),
  ]
    .filter(Boolean)
    .join(', ');
  return {
    items: [
      { label: words.label('nationalRef'), value: textOf(facts.nationalRef) },
      { label: words.label('seizureDate'), value: date.ok ? words.date(date.value) : textOf(facts.seizureDate) },
      { label: words.t('entry:rail.place'), value: place },
      { label: words.label('direction'), value: coded('direction', 'direction') },
      { label: words.label('transport'), value: coded('transport', 'transport') },
      {
        label: words.t('entry:rail.goods'),
        value: lines.length > 0 ? words.t('entry:rail.lines', { count: lines.length }) : undefined,
      },
    ],
    headings: headings.map(code => words.names.heading(code)),
  };
}

/**
 * Records that look alike among those the viewer may see, each with its reasons. What was found is noted in the trail.
 */
export async function alike(context: SeizuresContext, viewer: Viewer, sheet: Sheet, ref: string | null, words: Words) {
  const like = likenessOf(context, sheet, ref);
  if (!like) return [];
  const found = await findAlike(context.pool, viewer, like);
  if (found.length > 0)
    await note(context.pool, viewer, { action: 'seizure.compared', detail: { refs: found.map(one => one.ref) } });
  return found.map(one => ({
    ref: one.ref,
    href: `/seizures/${one.ref}`,
    date: words.date(one.seizureDate),
    reasons: reasonsOf(one, words),
  }));
}

/** What a sheet is compared by; undefined while too little is stated. Pure. */
export function likenessOf(
  context: SeizuresContext,
  { facts, lines }: Sheet,
  ref: string | null,
): Likeness | undefined {
  const country = textOf(facts.country);
  const nationalRef = textOf(facts.nationalRef).trim();
  const date = readDate(textOf(facts.seizureDate));
  if (!context.lists.lookUp('country', country) || (nationalRef === '' && !date.ok)) return undefined;
  const goods = lines.flatMap(({ values }) =>
    isHeadingCode(textOf(values.heading)) && textOf(values.product) ? [likeLine(context, values)] : [],
  );
  return {
    officeId: context.offices.owning(country).id,
    country,
    lines: goods.slice(0, 20),
    ...(nationalRef === '' ? {} : { nationalRef }),
    ...(date.ok ? { seizureDate: date.value } : {}),
    ...(ref === null ? {} : { except: ref }),
  };
}

function likeLine(context: SeizuresContext, values: Values): Likeness['lines'][number] {
  const amount = readNumber(textOf(values.quantity));
  const base = amount.ok ? baseQuantity(amount.value, textOf(values.unit), context.lists.lookUp) : undefined;
  const line = { heading: textOf(values.heading), product: textOf(values.product) };
  return base ? { ...line, quantity: base.quantity, unit: base.unit } : line;
}

function reasonsOf({ sameRef, days, heading, product, quantity, unit, place }: LikeRecord, words: Words): string {
  return [
    sameRef ? words.t('entry:alike.sameRef') : '',
    heading && product && isHeadingCode(heading)
      ? words.t('entry:alike.product', { product: words.product(heading, product) })
      : '',
    days === 0
      ? words.t('entry:alike.sameDate')
      : days === null
        ? ''
        : words.t('entry:alike.days', { count: Math.abs(days), days: `${days > 0 ? '+' : '−'}${Math.abs(days)}` }),
    quantity !== null && unit !== null ? `${words.number(quantity)} ${words.unit(unit, quantity)}` : '',
    place ?? '',
  ]
    .filter(part => part !== '')
    .join(' · ');
}
