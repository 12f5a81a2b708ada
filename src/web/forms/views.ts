import type { HeadingIcon } from '../shared-views.ts';

/* What the views of forms and filters under views/shared are given. */

export interface Problem {
  readonly text: string;
  /** '#id of the field'. */
  readonly href?: string | undefined;
}

export interface Option {
  readonly value: string | number;
  readonly label: string;
  readonly lang?: string | undefined;
  readonly hint?: string | undefined;
  readonly group?: string | undefined;
  /** Its group is what is usual here: said beside it where groups are not shown. */
  readonly usual?: boolean | undefined;
  readonly heading?: HeadingIcon | undefined;
}

/** A list joined to a number, such as its unit. */
interface JoinedList {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly blank?: boolean | undefined;
  readonly options: readonly Option[];
}

/** Any field of a form. Posts: yesno 'yes', 'no' or ''; choices and codes the name repeated; the rest one text. */
export interface Field {
  /** 'text', 'longtext', 'integer', 'decimal', 'date', 'yesno', 'choice', 'choices', 'code', 'codes' or 'file'. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** Text; for choices and codes a list of values. */
  readonly value?: string | number | boolean | null | readonly (string | number)[] | undefined;
  readonly optional?: boolean | undefined;
  /** Characters, or the greatest number or date. */
  readonly max?: number | string | undefined;
  readonly min?: number | string | undefined;
  readonly placeholder?: string | undefined;
  readonly options?: readonly Option[] | undefined;
  /** A choice of several, codes instead of one code, files instead of one. */
  readonly many?: boolean | undefined;
  /** 'radios', 'select', 'boxed' or 'columns'. */
  readonly display?: string | undefined;
  /** No empty first option. */
  readonly noBlank?: boolean | undefined;
  readonly unit?: string | JoinedList | undefined;
  /** Address that answers the options: public/js/combobox.js. */
  readonly listUrl?: string | undefined;
  /** Label of the value where listUrl is given. */
  readonly valueLabel?: string | undefined;
  /** Columns of a .field-row. */
  readonly span?: number | undefined;
  /** More beside the control. */
  readonly html?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly rows?: number | undefined;
  readonly dir?: string | undefined;
  readonly accept?: string | undefined;
  /** Most pixels of a picture: public/js/picture-size.js. */
  readonly pixels?: number | undefined;
}

/** A field but for what the form knows of it. */
export type FieldLook = Omit<Field, 'id' | 'name' | 'label'> & { readonly label?: string };

interface SelectFacet {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly options: readonly Option[];
  /** Word for no choice. */
  readonly any?: string | undefined;
}

interface RangeEnd {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value?: string | number | undefined;
  readonly error?: string | undefined;
}

export interface RangeFacet {
  readonly from: RangeEnd;
  readonly to: RangeEnd;
  /** 'date' or 'text'. */
  readonly type?: string | undefined;
  readonly select?: SelectFacet | undefined;
}

interface FacetOption {
  readonly value: string;
  readonly label: string;
  readonly count?: number | undefined;
  readonly checked?: boolean | undefined;
  readonly heading?: { readonly code: string; readonly icon: string } | undefined;
  /** Belongs to the option above. */
  readonly inner?: boolean | undefined;
}

interface Facet {
  readonly legend: string;
  readonly name?: string | undefined;
  readonly options?: readonly FacetOption[] | undefined;
  /** Further options, folded as "13 more". */
  readonly more?: readonly FacetOption[] | undefined;
  /** How many are in use, where it is not the number of those checked. */
  readonly on?: number | undefined;
  /** Radios instead of checkboxes. */
  readonly single?: boolean | undefined;
  readonly folded?: boolean | undefined;
  /** Folded but in use. */
  readonly open?: boolean | undefined;
  readonly note?: string | undefined;
  /** Instead of options: _facet-range, _facet-select. */
  readonly html?: string | undefined;
}

interface Filters {
  readonly action: string;
  /** How many are in use. */
  readonly active: number;
  readonly clearHref?: string | undefined;
  /** Kept when the filters are applied. */
  readonly hidden?: readonly { readonly name: string; readonly value: string }[] | undefined;
  /** The facets, one after the other. */
  readonly html: string;
  readonly words?:
    | { readonly name: string; readonly value?: string | undefined; readonly placeholder: string }
    | undefined;
}

interface Inside {
  readonly field: Field;
  readonly type: string;
  readonly options: readonly Option[];
  readonly described: string;
}

declare module '../render.ts' {
  interface Views {
    'shared/_error-summary': { readonly summary: { readonly problems: readonly Problem[]; readonly title?: string } };
    'shared/_facet': { readonly facet: Facet };
    'shared/_facet-range': { readonly range: RangeFacet };
    'shared/_facet-select': { readonly select: SelectFacet };
    'shared/_field': { readonly field: Field };
    'shared/_field-choices': Inside;
    'shared/_field-input': Inside;
    'shared/_field-select': Inside;
    'shared/_filters': { readonly filters: Filters };
  }
}
