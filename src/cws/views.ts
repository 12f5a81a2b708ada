import type { presentAcknowledgements } from './alerts/presenter-acknowledgements.ts';
import type { presentStrip } from './alerts/presenter-banner.ts';
import type { ShownSimilar } from './alerts/presenter-similar.ts';
import type { pageOf } from './documents/page-of.ts';
import type { presentDesk } from './documents/presenters/presenter-desk.ts';
import type { presentEdit } from './documents/presenters/presenter-edit.ts';
import type { presentList as documentsPresentList } from './documents/presenters/presenter-list.ts';
import type { printOf } from './documents/presenters/presenter-print.ts';
import type { presentReview } from './documents/presenters/presenter-review.ts';
import type { DocumentRow } from './documents/presenters/presenter-rows.ts';
import type { presentShow } from './documents/presenters/presenter-show.ts';
import type { Tag } from './documents/presenters/presenter.ts';
import type { presentFiles, presentPreview } from './files/presenter.ts';
import type { presentFront } from './front/presenter.ts';
import type { placeOf } from './library/place.ts';
import type { Node, presentTree } from './library/presenter-tree.ts';
import type { presentList as productsPresentList } from './library/products/present-list.ts';
import type { presentSheet } from './library/products/present-sheet.ts';
import type { presentLink, presentList as linksPresentList } from './links/presenter.ts';
import type { choosePage } from './referrals/pages/form-page.ts';
import type { form, presentActs } from './referrals/pages/presenter-actions.ts';
import type { presentList as referralsPresentList } from './referrals/pages/presenter-list.ts';
import type { presentReferral } from './referrals/pages/presenter-show.ts';
import type { documentRow, presentRilo, presentRilos } from './rilo/presenter.ts';
import type { presentReferenceSearch, presentResult, presentSearch, resultsOf } from './search/presenter.ts';
import type { FiguresView } from './sheets/presenter-figures.ts';
import type { presentSubscription } from './subscription/presenter.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'cws/_acknowledge': {
      readonly acknowledging: unknown;
      readonly title: unknown;
      readonly look: string;
      readonly inPlace?: boolean;
    };
    'cws/_act': {
      readonly action: string;
      readonly text?: unknown | string;
      readonly label: string;
      readonly name: string;
      readonly tone: string;
      readonly field?: unknown;
    };
    'cws/_bulletins': {
      readonly bulletins: readonly ReturnType<typeof presentFront>['bulletins'][number][];
      readonly noBulletin: string;
    };
    'cws/_contact': {
      readonly contact: {
        readonly isPublished: boolean;
        readonly isSample: boolean;
        readonly items:
          | readonly { readonly value?: string; readonly href?: string; readonly label: string }
          | { readonly value?: string; readonly note?: string; readonly label: string }[];
      };
      readonly networkHref: string;
    };
    'cws/_desk-rows': {
      readonly rows: string | readonly ReturnType<typeof presentDesk>['own'][number][];
      readonly caption: string;
    };
    'cws/_document': { readonly shown: unknown | Awaited<ReturnType<typeof pageOf>>; readonly bare?: boolean };
    'cws/_document-rows': { readonly rows: unknown | readonly DocumentRow[]; readonly label: unknown | string };
    'cws/_feeds': {
      readonly feedField: ReturnType<typeof presentSubscription>['feedField'];
      readonly feeds: readonly ReturnType<typeof presentSubscription>['feeds'][number][];
      readonly isFull: boolean;
      readonly mostFeeds: number;
    };
    'cws/_found': {
      readonly asked: unknown | boolean;
      readonly results: unknown | readonly ReturnType<typeof presentResult>[];
      readonly empty:
        | { readonly text: string; readonly remedies: readonly { readonly label: string; readonly href: string }[] }
        | string
        | undefined;
      readonly pager:
        | {
            readonly sizes: readonly { readonly size: number; readonly href: string; readonly current: boolean }[];
            readonly newerLabel?: string;
            readonly olderLabel?: string;
            readonly older?: string;
            readonly newer?: string;
            readonly total: string;
            readonly from?: number;
            readonly to?: number;
          }
        | NonNullable<ReturnType<typeof resultsOf>['pager']>
        | undefined;
    };
    'cws/_holds': { readonly ticked: boolean };
    'cws/_links': {
      readonly links:
        | readonly { readonly label: string; readonly href: string }[]
        | unknown
        | readonly Awaited<ReturnType<typeof placeOf>>['inside'][number][];
    };
    'cws/_list-facets': {
      readonly facets: {
        readonly state: {
          readonly legend: string;
          readonly name: string;
          readonly single: boolean;
          readonly on: number;
          readonly options: readonly {
            readonly count?: number;
            readonly value: string;
            readonly label: string;
            readonly checked: boolean;
          }[];
        };
        readonly level: {
          readonly legend: string;
          readonly name: string;
          readonly single: boolean;
          readonly on: number;
          readonly options: readonly {
            readonly count?: number;
            readonly value: string;
            readonly label: string;
            readonly checked: boolean;
          }[];
        };
        readonly duty: {
          readonly legend: string;
          readonly name: string;
          readonly single: boolean;
          readonly on: number;
          readonly options: readonly {
            readonly count?: number;
            readonly value: string;
            readonly label: string;
            readonly checked: boolean;
          }[];
        };
        readonly office:
          | {
              readonly id: string;
              readonly name: string;
              readonly label: string;
              readonly value: string;
              readonly options: readonly { readonly value: string; readonly label: string }[];
            }
          | undefined;
      };
    };
    'cws/_members': { readonly members: readonly { readonly label: string; readonly href: string }[] };
    'cws/_paper-rows': { readonly rows: readonly ReturnType<typeof documentRow>[] };
    'cws/_print-foot': { readonly print: ReturnType<typeof printOf> | ReturnType<typeof presentShow>['print'] };
    'cws/_print-head': { readonly print: ReturnType<typeof printOf> | ReturnType<typeof presentShow>['print'] };
    'cws/_publish': { readonly publish: unknown; readonly action: unknown; readonly edition: unknown };
    'cws/_rail': {
      readonly shown: unknown | Awaited<ReturnType<typeof pageOf>>;
      readonly versions?: readonly ReturnType<typeof presentShow>['versions'][number][];
    };
    'cws/_search-rows': { readonly results: unknown };
    'cws/_short-rows': { readonly rows: readonly ReturnType<typeof presentFront>['lists'][number]['rows'][number][] };
    'cws/_similar': { readonly similar: readonly ShownSimilar[] };
    'cws/_tags': { readonly tags: unknown | readonly Tag[] };
    'cws/acknowledgements': ReturnType<typeof presentAcknowledgements>;
    'cws/desk': ReturnType<typeof presentDesk>;
    'cws/edit': ReturnType<typeof presentEdit>;
    'cws/feed-made': {
      readonly name: string;
      readonly addresses: readonly { readonly id: string; readonly address: string }[];
    };
    'cws/files/_about': { readonly sha256: string; readonly note: string };
    'cws/files/_shown': { readonly shown: unknown };
    'cws/files/files': ReturnType<typeof presentFiles>;
    'cws/files/preview': ReturnType<typeof presentPreview>;
    'cws/front': ReturnType<typeof presentFront>;
    'cws/library/_check': { readonly check: NonNullable<Awaited<ReturnType<typeof placeOf>>['check']> };
    'cws/library/_nodes': { readonly nodes: readonly Node[] };
    'cws/library/_place': { readonly place: Awaited<ReturnType<typeof placeOf>> };
    'cws/library/_search-field': {
      readonly action: string;
      readonly q: string | unknown;
      readonly label: string;
      readonly placeholder: string;
      readonly hidden?:
        | readonly { readonly name: string; readonly value: unknown }[]
        | readonly { readonly name: string; readonly value: string }[];
    };
    'cws/library/_source': { readonly source: ReturnType<typeof presentSheet>['source'] };
    'cws/library/branch': {
      readonly title: string;
      readonly head: {
        readonly title: string;
        readonly scope: string;
        readonly crumbs:
          | readonly { readonly label: string; readonly href: string }
          | { readonly label: string; readonly href?: undefined }[];
      };
      readonly rows: readonly {
        readonly title: string;
        readonly text: string;
        readonly href: string;
        readonly end: string;
      }[];
      readonly pager: {
        readonly older?: string;
        readonly newer?: string;
        readonly total: number;
        readonly newerLabel: string;
        readonly olderLabel: string;
      };
    };
    'cws/library/product': ReturnType<typeof presentSheet>;
    'cws/library/products': ReturnType<typeof productsPresentList>;
    'cws/library/search': ReturnType<typeof presentReferenceSearch>;
    'cws/library/tree': ReturnType<typeof presentTree>;
    'cws/links/_actions': { readonly mayEdit: unknown; readonly mayCheck: boolean };
    'cws/links/_retire': {
      readonly isRetired: boolean;
      readonly retire: ReturnType<typeof presentLink>['retire'];
      readonly own: string;
    };
    'cws/links/_row-acts': {
      readonly row: unknown;
      readonly isOrdered: unknown;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };
    'cws/links/_table': {
      readonly section: unknown;
      readonly mayEdit: unknown;
      readonly isOrdered: unknown;
      readonly isFirst: boolean;
    };
    'cws/links/index': ReturnType<typeof linksPresentList> & { readonly done: string; readonly mayCheck: boolean };
    'cws/links/show': ReturnType<typeof presentLink> & {
      readonly done: string;
      readonly meanwhile: boolean | undefined;
    };
    'cws/list': ReturnType<typeof documentsPresentList>;
    'cws/referrals/_folded': {
      readonly label: string;
      readonly to: string;
      readonly form: {
        readonly isOpen: boolean;
        readonly fields: readonly ReturnType<typeof form>['fields'][number][];
      };
      readonly button: { readonly label: string; readonly icon: string };
      readonly note?: string;
      readonly action: string;
      readonly clientUuid: string;
      readonly version: string;
    };
    'cws/referrals/_form': {
      readonly to: string;
      readonly form:
        | NonNullable<ReturnType<typeof presentActs>['message']>
        | { readonly fields: readonly never[] }
        | { readonly isOpen: boolean; readonly fields: readonly ReturnType<typeof form>['fields'][number][] };
      readonly button:
        | { readonly label: string; readonly icon: string }
        | { readonly label: string; readonly icon: string; readonly primary: boolean };
      readonly action: string;
      readonly clientUuid: string;
      readonly version: string;
      readonly note?: string | undefined;
    };
    'cws/referrals/_news': { readonly news: string; readonly action: string };
    'cws/referrals/_rail': {
      readonly work: NonNullable<ReturnType<typeof presentActs>['work']> | undefined;
      readonly message: NonNullable<ReturnType<typeof presentActs>['message']> | undefined;
      readonly answer:
        | { readonly isOpen: boolean; readonly fields: readonly ReturnType<typeof form>['fields'][number][] }
        | undefined;
      readonly pass:
        | { readonly isOpen: boolean; readonly fields: readonly ReturnType<typeof form>['fields'][number][] }
        | undefined;
      readonly reopen:
        | { readonly isOpen: boolean; readonly fields: readonly ReturnType<typeof form>['fields'][number][] }
        | undefined;
      readonly withdraw:
        | { readonly isOpen: boolean; readonly fields: readonly ReturnType<typeof form>['fields'][number][] }
        | undefined;
      readonly action: string;
      readonly clientUuid: string;
      readonly version: string;
    };
    'cws/referrals/_work': {
      readonly work: NonNullable<ReturnType<typeof presentActs>['work']>;
      readonly action: string;
      readonly clientUuid: string;
      readonly version: string;
    };
    'cws/referrals/choose': ReturnType<typeof choosePage>;
    'cws/referrals/index': ReturnType<typeof referralsPresentList>;
    'cws/referrals/show': ReturnType<typeof presentReferral> & { readonly done: string | undefined };
    'cws/review': ReturnType<typeof presentReview>;
    'cws/rilo': ReturnType<typeof presentRilo>;
    'cws/rilos': ReturnType<typeof presentRilos>;
    'cws/search': ReturnType<typeof presentSearch>;
    'cws/sheets/_coverage': { readonly coverage: unknown };
    'cws/sheets/_drawn': { readonly chart: { readonly wide: string; readonly narrow: string } | unknown };
    'cws/sheets/_figures': { readonly figures: unknown };
    'cws/sheets/_query': { readonly query: unknown };
    'cws/sheets/_sheet': { readonly figures: unknown | FiguresView };
    'cws/show': ReturnType<typeof presentShow>;
    'cws/subscription': ReturnType<typeof presentSubscription> & { readonly done: string };
    'layout/_urgent': { readonly urgent: NonNullable<ReturnType<typeof presentStrip>> };
  }
  interface SharedLocals {
    /** The newest urgent alert its reader has still to acknowledge. */
    readonly urgentAlert?: ReturnType<typeof presentStrip> | undefined;
  }
}
