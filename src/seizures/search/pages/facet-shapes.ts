import type { RangeFacet as Range } from '../../../web/forms/views.ts';
import type { Lists, Offices } from '../../../reference/index.ts';
import type { Criteria } from '../criteria.ts';
import type { Facets } from '../search-facets.ts';
import type { HeadingMark, Names } from './presenter-names.ts';
import type { Offered } from './presenter-options.ts';

/** What the filter panel shows, in its order. `kind` says which partial draws it. */
export type ShownFacet = OptionFacet | DatesFacet | RangeFacet | SelectFacet | WordsFacet | BlockFacet;
interface FacetBase {
  readonly legend: string;
  readonly folded?: boolean;
  readonly open?: boolean;
  readonly note?: string;
  /** How many of it are on, where that is not the number of ticks. */
  readonly on?: number;
}
export interface OptionFacet extends FacetBase {
  readonly kind: 'options' | 'long';
  readonly name: string;
  readonly options: readonly Option[];
  readonly more?: readonly Option[];
  /** A list of everything behind the ticks, as option elements; a list too long to send is typed from. */
  readonly find?: Partial<Offered> & { readonly label: string; readonly hint?: string };
}
export interface DatesFacet extends FacetBase {
  readonly kind: 'dates';
  readonly inputs: readonly TypedInput[];
  /** Usual periods, each a link. */
  readonly quick?: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
}
/** A field with what was typed into it, and what is wrong with it. */
export interface TypedInput {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: string | undefined;
}
export interface RangeFacet extends FacetBase {
  readonly kind: 'range';
  readonly range: Range;
}
/** A list to pick one of; `rest` are further values that are on. */
export interface ShownSelect extends Offered {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly rest: readonly string[];
}
export interface SelectFacet extends FacetBase {
  readonly kind: 'selects';
  readonly selects: readonly ShownSelect[];
}
export interface WordsFacet extends FacetBase {
  readonly kind: 'words';
  readonly input: TypedInput;
}
/** Facets that belong together, in a frame. */
export interface BlockFacet extends FacetBase {
  readonly kind: 'block';
  readonly facets: readonly ShownFacet[];
}
export interface Option {
  readonly value: string;
  readonly label: string;
  /** Absent where nothing could be counted. */
  readonly count?: number;
  readonly checked: boolean;
  /** Belongs to the option above. */
  readonly inner?: boolean;
  readonly heading?: HeadingMark;
}

/** What was typed into a field that could not be read, by its parameter, and why. */
export type Refusals = ReadonlyMap<string, { readonly typed: string; readonly text: string }>;

export interface FacetSources {
  readonly criteria: Criteria;
  readonly facets: Facets;
  readonly names: Names;
  readonly refusals?: Refusals;
  readonly lists: Lists;
  readonly offices: Offices;
  readonly now: Date;
}
