import { headingCodes, type HeadingCode } from '../../goods/heading.ts';
import { headings, isHeadingCode } from '../../headings/index.ts';
import { hidingGroups } from '../hiding-places.ts';
import type { FacetSources, Option, OptionFacet, Refusals, TypedInput, WordsFacet } from './facet-shapes.ts';
import { optionsHtml } from './presenter-options.ts';

/** A field with its value; with what was typed where that could not be read. */
export function typedInput(name: string, label: string, value: string, refusals?: Refusals): TypedInput {
  const refused = refusals?.get(name);
  return {
    id: `f-${name}`,
    name,
    label,
    value: refused?.typed ?? value,
    ...(refused === undefined ? {} : { error: refused.text }),
  };
}

/** Species and substances are hundreds: their lists come with their heading, not with every page. */
const longLists: ReadonlySet<string> = new Set<HeadingCode>(['CITES', 'ODS']);
const listOf = (code: HeadingCode): string => headings[code].productList;

/** What is asked for as ticks, and the products of the chosen headings, or of all, in one list to pick from. */
export function productFacet({ criteria, names, lists, offices }: FacetSources): OptionFacet {
  const chosen = criteria.heading.filter(isHeadingCode);
  const isOfAll = chosen.length === 0;
  const of = new Set((isOfAll ? headingCodes.filter(code => !longLists.has(code)) : chosen).map(listOf));
  return {
    kind: 'long',
    legend: names.label('search:facet.product'),
    name: 'product',
    options: criteria.product.map(value => ({ value, label: names.anyProduct(value), checked: true })),
    more: [],
    find: {
      label: names.label('search:find.product'),
      ...(isOfAll ? { hint: names.label('search:find.productHint') } : {}),
      html: [...of].map(list => optionsHtml({ lists, offices, lang: names.lang, list })).join(''),
    },
  };
}

export function placeFacet({ criteria, names, refusals }: FacetSources): WordsFacet {
  const input = typedInput('place', names.label('search:facet.place'), criteria.place ?? '', refusals);
  return wordsFacet({ ...input, hint: names.label('search:placeHint') });
}

export function containerFacet({ criteria, names, refusals }: FacetSources): WordsFacet {
  const input = typedInput('container', names.label('search:facet.container'), criteria.container ?? '', refusals);
  return wordsFacet({ ...input, hint: names.label('search:containerHint') });
}

function wordsFacet(input: TypedInput): WordsFacet {
  return {
    kind: 'words',
    legend: input.label,
    input,
    ...(input.value === '' || input.error !== undefined ? {} : { on: 1 }),
  };
}

/** Hiding places by what they are in; the places of a group stand below it once it, or one of them, is on. */
export function hidingFacet({ criteria, facets, names, lists, offices }: FacetSources): OptionFacet {
  const asked = criteria.concealment;
  const counts = facets.counts.concealment;
  const counted = (count: number): { count?: number } => (facets.uncounted ? {} : { count });
  const groups = hidingGroups(lists)
    .map(({ code, entries }) => ({
      code,
      entries,
      count: entries.reduce((sum, entry) => sum + (counts.get(entry.code) ?? 0), 0),
      isOpen: asked.includes(code) || entries.some(entry => asked.includes(entry.code)),
    }))
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || b.count - a.count);
  const options = groups.flatMap(({ code, entries, count, isOpen }): Option[] => {
    const inner = isOpen
      ? entries.filter(entry => asked.includes(entry.code) || (counts.get(entry.code) ?? 0) > 0)
      : [];
    return [
      { value: code, label: names.hiding(code), ...counted(count), checked: asked.includes(code) },
      ...inner.map(entry => ({
        value: entry.code,
        label: names.short('concealment', entry.code),
        ...counted(counts.get(entry.code) ?? 0),
        checked: asked.includes(entry.code),
        inner: true,
      })),
    ];
  });
  return {
    kind: 'long',
    legend: names.label('search:facet.concealment'),
    name: 'concealment',
    options,
    more: [],
    find: {
      label: names.label('search:find.concealment'),
      html: optionsHtml({ lists, offices, lang: names.lang, list: 'concealment' }),
    },
    folded: true,
  };
}
