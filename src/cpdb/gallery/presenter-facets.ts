import type { Words } from '../../reference/index.ts';
import { headingMark, productList, takesPictures } from '../../seizures/index.ts';
import { shown } from '../pictures/picture.ts';
import type { CpdbContext } from '../context.ts';
import type { Counts } from './store-counts.ts';
import type { FilterName, Given } from './query.ts';
import { branchesOf, isBranch, trees, type TreeName } from './tree.ts';
import type { FacetName } from './store-filter.ts';

type Context = Pick<CpdbContext, 'lists' | 'offices' | 'texts'>;

interface Option {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly checked: boolean;
  readonly heading?: { readonly code: string; readonly icon: string };
  /** Belongs to the option above it. */
  readonly inner?: boolean;
}
export interface ShownFacet {
  readonly legend: string;
  readonly name: FacetName;
  readonly options: readonly Option[];
  readonly more?: readonly Option[];
}

interface FacetSources {
  readonly given: Given;
  readonly counts: Counts;
  readonly words: Words;
  readonly context: Context;
}

const yearsShown = 6;
const productsShown = 12;
const detectionsShown = 6;

/**
 * The filter panel, each facet with its counts. Places of a group, and conveyances of a kind, show once it is ticked.
 */
export function presentFacets(sources: FacetSources): ShownFacet[] {
  return [
    treeFacet(sources, 'place'),
    treeFacet(sources, 'transport'),
    detectionFacet(sources),
    showsFacet(sources),
    headingFacet(sources),
    productFacet(sources),
    regionFacet(sources),
    yearFacet(sources),
  ];
}

function tickedOf(given: Given, name: FilterName): string[] {
  return given[name].split(',').filter(value => value !== '');
}

function treeFacet({ given, counts, words, context }: FacetSources, name: TreeName): ShownFacet {
  const ticked = tickedOf(given, name);
  const count = (code: string): number => counts.codes[name].get(code) ?? 0;
  const options = branchesOf(context.lists, name, words.lang).flatMap(({ value, label, codes }): Option[] => {
    const inner = codes.filter(code => code !== value);
    const isOpen = ticked.includes(value) || inner.some(code => ticked.includes(code));
    const branch = { value, label, count: codes.reduce((sum, code) => sum + count(code), 0), checked: isOpen };
    return [
      branch,
      ...(isOpen
        ? inner.map(code => ({
            value: code,
            label: context.lists.name(trees[name], code, words.lang),
            count: count(code),
            checked: ticked.includes(code),
            inner: true,
          }))
        : []),
    ];
  });
  return {
    legend: words.t(`cpdb:filter.${name}`),
    name,
    ...split(options, one => one.count > 0 || one.checked || one.inner === true),
  };
}

/** Rare ones are folded, never left out. */
function split(
  options: readonly Option[],
  isFirst: (one: Option, at: number) => boolean,
): Pick<ShownFacet, 'options' | 'more'> {
  const first = options.filter(isFirst);
  if (first.length === 0) return { options };
  const more = options.filter(one => !first.includes(one));
  return { options: first, ...(more.length > 0 ? { more } : {}) };
}

function plainFacet(
  { given, counts, words }: FacetSources,
  name: FacetName,
  options: readonly { value: string; label: string; counted?: string; heading?: { code: string; icon: string } }[],
): { legend: string; name: FacetName; options: Option[] } {
  const ticked = tickedOf(given, name);
  return {
    legend: words.t(`cpdb:filter.${name}`),
    name,
    options: options.map(({ counted, ...one }) => ({
      ...one,
      count: counts.codes[name].get(counted ?? one.value) ?? 0,
      checked: ticked.includes(one.value),
    })),
  };
}

function commonestFirst(a: Option, b: Option): number {
  return b.count - a.count;
}

function showsFacet(sources: FacetSources): ShownFacet {
  return plainFacet(
    sources,
    'shows',
    shown.map(value => ({ value, label: sources.words.t(`cpdb:showsOnly.${value}`) })),
  );
}

function headingFacet(sources: FacetSources): ShownFacet {
  const { context, words } = sources;
  const facet = plainFacet(
    sources,
    'heading',
    context.lists
      .all('heading')
      .filter(({ code }) => takesPictures(code))
      .map(({ code }) => {
        const { icon, label } = headingMark(code, words.lang, context);
        return { value: code, label, heading: { code, icon } };
      }),
  );
  return { ...facet, options: facet.options.toSorted(commonestFirst) };
}

function detectionFacet(sources: FacetSources): ShownFacet {
  const { context, words } = sources;
  const facet = plainFacet(
    sources,
    'detection',
    context.lists
      .all('detection')
      .map(({ code }) => ({ value: code, label: context.lists.name('detection', code, words.lang) })),
  );
  const found = facet.options.filter(one => one.count > 0 || one.checked).toSorted(commonestFirst);
  return { ...facet, ...split(found, (one, at) => at < detectionsShown || one.checked) };
}

/** Goods of the headings that are ticked, or of all. */
function productFacet(sources: FacetSources): ShownFacet {
  const { context, words, given } = sources;
  const headings = context.lists
    .all('heading')
    .map(({ code }) => code)
    .filter(takesPictures);
  const facet = plainFacet(
    sources,
    'product',
    (given.heading === '' ? headings : tickedOf(given, 'heading')).flatMap(heading =>
      context.lists
        .all(productList(heading))
        .map(({ code }) => ({ value: code, label: context.lists.name(productList(heading), code, words.lang) })),
    ),
  );
  const found = facet.options.filter(one => one.count > 0 || one.checked).toSorted(commonestFirst);
  return { ...facet, ...split(found, (one, at) => at < productsShown || one.checked) };
}

function regionFacet(sources: FacetSources): ShownFacet {
  const { context, words } = sources;
  return plainFacet(
    sources,
    'region',
    context.offices.all
      .filter(({ kind }) => kind === 'rilo')
      .map(office => ({ value: office.code, label: regionName(office.code, words), counted: String(office.id) })),
  );
}

function regionName(code: string, words: Words): string {
  return words.t('cpdb:region', { code: words.short(code) });
}

function yearFacet(sources: FacetSources): ShownFacet {
  const ticked = tickedOf(sources.given, 'year');
  const years = [...new Set([...sources.counts.codes.year.keys(), ...ticked])].sort().toReversed();
  const facet = plainFacet(
    sources,
    'year',
    years.map(value => ({ value, label: value })),
  );
  return { ...facet, ...split(facet.options, (one, at) => at < yearsShown || one.checked) };
}

/** What is chosen, each with the address without it. */
export function presentChips(
  { given, words, context }: Omit<FacetSources, 'counts'>,
  hrefOf: (changed: Partial<Given>) => string,
) {
  const names = Object.keys(given) as FilterName[];
  return names.flatMap(name =>
    (name === 'q' ? [given.q].filter(Boolean) : tickedOf(given, name)).map(value => ({
      label: words.t(`cpdb:filter.${name}`),
      value: labelOf(name, value, words, context),
      href: hrefOf({
        [name]:
          name === 'q'
            ? ''
            : tickedOf(given, name)
                .filter(one => one !== value)
                .join(','),
      }),
    })),
  );
}

function labelOf(name: FilterName, value: string, words: Words, context: Context): string {
  const { lists } = context;
  switch (name) {
    case 'place':
    case 'transport': {
      const branches = branchesOf(lists, name, words.lang);
      return isBranch(branches, value)
        ? (branches.find(branch => branch.value === value)?.label ?? value)
        : lists.name(trees[name], value, words.lang);
    }
    case 'shows':
      return words.t(`cpdb:showsOnly.${value}`);
    case 'heading':
      return headingMark(value, words.lang, context).label;
    case 'detection':
      return lists.name('detection', value, words.lang);
    case 'product':
      return productName(value, words, context);
    case 'region':
      return regionName(value, words);
    default:
      return value;
  }
}

function productName(code: string, words: Words, { lists }: Context): string {
  const list = lists
    .all('heading')
    .map(heading => productList(heading.code))
    .find(one => lists.lookUp(one, code) !== undefined);
  return list === undefined ? code : lists.name(list, code, words.lang);
}
