import type { presentRequests } from './requests/pages/presenter.ts';
import type { presentMasked } from './search/pages/presenter-masked.ts';
import type { presentOwn } from './approval/pages/presenter-own.ts';
import type { RecordPictures } from './context.ts';
import type { conflictPage } from './entry/pages/conflict.ts';
import type { draftsPage } from './entry/pages/drafts.ts';
import type { goodsView } from './entry/pages/goods.ts';
import type { frameOf, stepPage } from './entry/pages/page.ts';
import type { personsView } from './entry/pages/persons.ts';
import type { alike } from './entry/pages/rail.ts';
import type { goodsOf, placeView, reviewPage, sectionsOf } from './entry/pages/review.ts';
import type { FormLength } from './goods/heading.ts';
import type { Change } from './record/pages/presenter-differences.ts';
import type { RemarkLine, Remarks } from './remarks/presenter-remarks.ts';
import type { lineView } from './record/pages/presenter-goods.ts';
import type { presentHistory } from './record/pages/presenter-history.ts';
import type { presentQuestions } from './questions/pages/presenter-questions.ts';
import type { presentLife } from './record/pages/presenter-life.ts';
import type { presentRelated } from './related/presenter-related.ts';
import type { HeldNotice, presentRecord } from './record/pages/presenter.ts';
import type { WithdrawalPage } from './record/pages/record.ts';
import type { DatesFacet, OptionFacet, ShownFacet, ShownSelect, WordsFacet } from './search/pages/facet-shapes.ts';
import type { HeadingMark } from './search/pages/presenter-names.ts';
import type { KeptRow, ShownRow } from './search/pages/presenter-rows.ts';
import type { presentSearch, totalsOf } from './search/pages/presenter.ts';
import type { columnsOf, headOf } from './search/pages/presenter-head.ts';
import type { presentOpenings } from './use/pages/presenter-openings.ts';
import type { presentTexts } from './texts/presenter.ts';
import type { Field } from '../web/forms/views.ts';

/** A field that is asked, or only told. */
type EntryField = Field & { readonly fixed?: string };

/** The fields of an open line; without a product the heading alone. */
export interface OpenLine {
  readonly heading: Field;
  readonly product?: Field;
  readonly productText?: Field;
  readonly quantity?: Field;
  readonly basis?: Field;
  readonly quantity2?: Field;
  readonly own?: readonly Field[];
  readonly more?: readonly Field[];
}

interface SoFar {
  readonly items: readonly { readonly label: string; readonly value: string | undefined }[];
  readonly headings: readonly HeadingMark[];
}

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'seizures/_audience': {
      readonly audience: {
        readonly groups: readonly string[];
        readonly later?: { readonly text: string; readonly groups: readonly string[] } | undefined;
        readonly counted?: string | undefined;
        readonly first?: string | undefined;
      };
      readonly opened?: { readonly text: string; readonly href: string } | undefined;
    };
    'seizures/_changes': { readonly changes: readonly Change[] };
    'seizures/_entry-actions': {
      readonly stuck: boolean;
      readonly next: string;
      readonly draft: ReturnType<typeof frameOf>['draft'];
    };
    'seizures/_entry-alike': { readonly alike: readonly Awaited<ReturnType<typeof alike>>[number][] };
    'seizures/_entry-basis': { readonly basis: Field };
    'seizures/_entry-changes': {
      readonly changes: readonly Change[];
      readonly reason: string;
      readonly reasonError: string | undefined;
      readonly mostReason: number;
      readonly draft: ReturnType<typeof frameOf>['draft'];
    };
    'seizures/_entry-discard': { readonly id: string; readonly label?: string | undefined };
    'seizures/_entry-fields': { readonly fields: readonly EntryField[] };
    'seizures/_entry-goods': { readonly goods: ReturnType<typeof goodsView> };
    'seizures/_entry-guard': { readonly places: readonly ReturnType<typeof placeView>[]; readonly mostMark: number };
    'seizures/_entry-head': {
      readonly draft: ReturnType<typeof frameOf>['draft'];
      readonly country: string;
      readonly form: FormLength;
      readonly step: string;
    };
    'seizures/_entry-help': { readonly step: string };
    'seizures/_entry-line': { readonly key: string; readonly body: OpenLine };
    'seizures/_entry-persons': { readonly persons: ReturnType<typeof personsView> };
    'seizures/_entry-rail': {
      readonly soFar: SoFar;
      readonly alike: readonly Awaited<ReturnType<typeof alike>>[number][];
      readonly step: string;
    };
    'seizures/_entry-review-goods': {
      readonly goods: readonly ReturnType<typeof goodsOf>[number][];
      readonly draft: ReturnType<typeof frameOf>['draft'];
    };
    'seizures/_entry-review-persons': {
      readonly persons: readonly { readonly title: string; readonly facts: string }[];
      readonly draft: ReturnType<typeof frameOf>['draft'];
    };
    'seizures/_entry-sections': { readonly sections: readonly ReturnType<typeof sectionsOf>[number][] };
    'seizures/_entry-so-far': { readonly soFar: SoFar };
    'seizures/_entry-steps': { readonly steps: readonly { readonly key: string; readonly state: string }[] };
    'seizures/_entry-warnings': { readonly warnings: readonly { readonly text: string; readonly href: string }[] };
    'seizures/_history': { readonly events: readonly ReturnType<typeof presentHistory>[number][] };
    'seizures/_record-actions': {
      readonly ref: string;
      readonly actions: ReturnType<typeof presentRecord>['actions'];
      readonly life: ReturnType<typeof presentLife>;
    };
    'seizures/_record-facts': {
      readonly facts: readonly {
        readonly title: string;
        readonly items: readonly { readonly label: string; readonly value: string }[];
      }[];
      readonly persons: readonly { readonly count: string; readonly text: string }[];
    };
    'seizures/_record-goods': {
      readonly goods: { readonly lines: readonly ReturnType<typeof lineView>[]; readonly note: string };
      readonly remarks: Remarks;
    };
    'seizures/_record-remarks': { readonly remarks: readonly RemarkLine[] };
    'seizures/_record-notices': {
      readonly done: string | undefined;
      readonly withdrawn: string | undefined;
      readonly isSynthetic: boolean;
      readonly ref: string;
      readonly held: HeldNotice | undefined;
    };
    'seizures/_record-print-foot': { readonly ref: string };
    'seizures/_record-print-head': { readonly ref: string };
    'seizures/_search-card': { readonly row: ShownRow; readonly columns: ReturnType<typeof columnsOf> };
    'seizures/_search-cards': { readonly rows: readonly KeptRow[]; readonly columns: ReturnType<typeof columnsOf> };
    'seizures/_search-dates': { readonly facet: Pick<DatesFacet, 'inputs' | 'quick'> };
    'seizures/_search-empty': {
      readonly empty: {
        readonly text: string;
        readonly remedies: readonly { readonly label: string; readonly href: string }[];
      };
    };
    'seizures/_search-exports': { readonly exports: readonly ReturnType<typeof headOf>['exports'][number][] };
    'seizures/_search-facets': { readonly facets: readonly ShownFacet[] };
    'seizures/_search-long': { readonly facet: OptionFacet };
    'seizures/_search-own-words': { readonly input: WordsFacet['input'] };
    'seizures/_search-select': { readonly select: Omit<ShownSelect, 'rest'>; readonly first: string };
    'seizures/_search-selects': { readonly selects: readonly ShownSelect[] };
    'seizures/_search-table': { readonly rows: readonly KeptRow[]; readonly columns: ReturnType<typeof columnsOf> };
    'seizures/_search-table-row': { readonly row: ShownRow; readonly columns: ReturnType<typeof columnsOf> };
    'seizures/requests/requests': ReturnType<typeof presentRequests> & { readonly done: string | undefined };
    'seizures/_search-masked': { readonly masked: NonNullable<ReturnType<typeof presentMasked>> };
    'seizures/_search-totals': { readonly totals: ReturnType<typeof totalsOf> };
    'seizures/entry': Awaited<ReturnType<typeof stepPage>>;
    'seizures/entry-conflict': ReturnType<typeof conflictPage>;
    'seizures/entry-drafts': ReturnType<typeof draftsPage> & { readonly approval: ReturnType<typeof presentOwn> };
    'seizures/entry-review': Awaited<ReturnType<typeof reviewPage>>;
    'seizures/history': {
      readonly ref: string;
      readonly status: string;
      readonly events: readonly ReturnType<typeof presentHistory>[number][];
    };
    'seizures/_record-jumps': {
      readonly life: ReturnType<typeof presentLife>;
      readonly questions: ReturnType<typeof presentQuestions>;
    };
    'seizures/_record-life': { readonly life: ReturnType<typeof presentLife>; readonly ref: string };
    'seizures/_record-questions': { readonly questions: ReturnType<typeof presentQuestions>; readonly ref: string };
    'seizures/_record-related': { readonly related: ReturnType<typeof presentRelated>; readonly ref: string };
    'seizures/openings': ReturnType<typeof presentOpenings>;
    'seizures/record': ReturnType<typeof presentRecord> & {
      readonly life: ReturnType<typeof presentLife>;
      readonly questions: ReturnType<typeof presentQuestions>;
      readonly related: ReturnType<typeof presentRelated>;
      /** How many others opened it, for who may know. */
      readonly opened: { readonly text: string; readonly href: string } | undefined;
      readonly remarks: Remarks;
      readonly pictures: RecordPictures;
      readonly done: string | undefined;
    };
    'seizures/search': ReturnType<typeof presentSearch>;
    'seizures/texts': ReturnType<typeof presentTexts>;
    'seizures/withdrawal': WithdrawalPage & {
      readonly reason?: string | undefined;
      readonly error?: string | undefined;
      readonly isWithdrawn?: boolean | undefined;
    };
  }
}
