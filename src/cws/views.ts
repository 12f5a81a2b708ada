import type { presentAcknowledgements } from './alerts/presenter-acknowledgements.ts';
import type { Acknowledging, presentStrip } from './alerts/presenter-banner.ts';
import type { presentAnswers } from './answers/presenter.ts';
import type { ShownSimilar } from './alerts/presenter-similar.ts';
import type { pageOf } from './documents/page-of.ts';
import type { presentCompared } from './documents/presenters/presenter-compare.ts';
import type { presentDesk } from './documents/presenters/presenter-desk.ts';
import type { Part } from './documents/presenters/presenter-differences.ts';
import type { presentEdit } from './documents/presenters/presenter-edit.ts';
import type { ShownFacet } from './documents/presenters/presenter-facets.ts';
import type { presentList as documentsPresentList } from './documents/presenters/presenter-list.ts';
import type { printOf } from './documents/presenters/presenter-print.ts';
import type { presentReview } from './documents/presenters/presenter-review.ts';
import type { DocumentRow } from './documents/presenters/presenter-rows.ts';
import type { presentShow } from './documents/presenters/presenter-show.ts';
import type { Tag } from './documents/presenters/presenter-names.ts';
import type { presentFiles, presentPreview } from './files/presenter.ts';
import type { presentFront } from './front/presenter.ts';
import type { placeOf } from './library/place.ts';
import type { Node, presentTree } from './library/presenter-tree.ts';
import type { presentList as productsPresentList } from './library/products/present-list.ts';
import type { presentSheet } from './library/products/present-sheet.ts';
import type { presentList as linksPresentList, rowOf } from './links/presenter.ts';
import type { presentLink } from './links/presenter-one.ts';
import type { choosePage } from './referrals/pages/form-page.ts';
import type { form, presentActs } from './referrals/pages/presenter-actions.ts';
import type { presentList as referralsPresentList } from './referrals/pages/presenter-list.ts';
import type { presentReferral } from './referrals/pages/presenter-show.ts';
import type { documentRow, presentRilo, presentRilos } from './rilo/presenter.ts';
import type { presentReferenceSearch, presentResult, presentSearch, resultsOf } from './search/presenter.ts';
import type { FiguresView, QueryView } from './sheets/presenter-figures.ts';
import type { Drawn, FigureTable, Files } from './sheets/snapshot-view.ts';
import type { presentSubscription } from './subscription/presenter.ts';
import type { FollowedList } from '../web/followed.ts';

type Print = ReturnType<typeof printOf> & { readonly meta?: string | undefined };
type Acts = ReturnType<typeof presentActs>;
/** What goes with each form of a referral. */
interface ReferralForm {
  readonly action: string;
  readonly clientUuid: string;
  readonly version: string;
}

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'cws/_acknowledge': {
      readonly acknowledging: Acknowledging;
      readonly title: string;
      readonly look: string;
      readonly inPlace?: boolean | undefined;
    };
    'cws/_act': {
      readonly action: string;
      readonly text?: string | undefined;
      readonly label: string;
      readonly name: string;
      readonly tone: string;
      readonly field?: NonNullable<ReturnType<typeof presentReview>['sendBack']> | undefined;
    };
    'cws/_bulletins': {
      readonly bulletins: readonly ReturnType<typeof presentFront>['bulletins'][number][];
      readonly noBulletin: string;
    };
    'cws/_contact': {
      readonly contact: NonNullable<ReturnType<typeof presentRilo>['contact']>;
      readonly networkHref: string;
    };
    'cws/_desk-rows': {
      readonly rows: readonly ReturnType<typeof presentDesk>['own'][number][];
      readonly caption: string;
    };
    'cws/_document': { readonly shown: Awaited<ReturnType<typeof pageOf>>; readonly bare?: boolean | undefined };
    'cws/_document-rows': { readonly rows: readonly DocumentRow[]; readonly label: string };
    'cws/_feeds': {
      readonly feedField: ReturnType<typeof presentSubscription>['feedField'];
      readonly feeds: readonly ReturnType<typeof presentSubscription>['feeds'][number][];
      readonly isFull: boolean;
      readonly mostFeeds: number;
    };
    'cws/_found': {
      readonly asked: boolean;
      readonly results: readonly ReturnType<typeof presentResult>[];
      readonly empty: string;
      readonly pager: NonNullable<ReturnType<typeof resultsOf>['pager']> | undefined;
    };
    'cws/_holds': { readonly ticked: boolean };
    'cws/_links': {
      readonly links: readonly {
        readonly label: string;
        readonly href: string;
        readonly code?: string | undefined;
        readonly current?: boolean | undefined;
        readonly when?: string | undefined;
        readonly datetime?: string | undefined;
        readonly note?: string | undefined;
        readonly more?: { readonly label: string; readonly href: string } | undefined;
      }[];
    };
    'cws/_list-facets': { readonly facets: readonly ShownFacet[] };
    'cws/_members': { readonly members: readonly { readonly label: string; readonly href: string }[] };
    'cws/_parts': { readonly parts: readonly Part[] };
    'cws/_paper-rows': { readonly rows: readonly ReturnType<typeof documentRow>[] };
    'cws/_print-foot': { readonly print: Print };
    'cws/_print-head': { readonly print: Print };
    'cws/_publish': {
      readonly publish: NonNullable<ReturnType<typeof presentReview>['publish']>;
      readonly action: string;
      readonly edition: string;
    };
    'cws/_rail': {
      readonly shown: Awaited<ReturnType<typeof pageOf>>;
      readonly versions?: readonly ReturnType<typeof presentShow>['versions'][number][] | undefined;
    };
    'cws/_remind': { readonly action: string; readonly office: string; readonly login: string; readonly label: string };
    'cws/_search-rows': { readonly results: readonly ReturnType<typeof presentResult>[] };
    'cws/_short-rows': { readonly rows: readonly ReturnType<typeof presentFront>['lists'][number]['rows'][number][] };
    'cws/_similar': { readonly similar: readonly ShownSimilar[] };
    'cws/_tags': { readonly tags: readonly (Tag | ReturnType<typeof presentResult>['tags'][number])[] };
    'cws/acknowledgements': ReturnType<typeof presentAcknowledgements>;
    'cws/_answer-form': {
      readonly action: string;
      readonly clientUuid: string;
      readonly fields: ReturnType<typeof presentAnswers>['fields'];
      readonly label: string;
      readonly name: string;
    };
    'cws/answers': ReturnType<typeof presentAnswers>;
    'cws/compare': ReturnType<typeof presentCompared>;
    'cws/desk': ReturnType<typeof presentDesk>;
    'cws/edit': ReturnType<typeof presentEdit>;
    'cws/feed-made': {
      readonly name: string;
      readonly addresses: readonly { readonly id: string; readonly address: string }[];
    };
    'cws/files/_about': { readonly sha256: string; readonly note: string };
    'cws/files/_shown': { readonly shown: Awaited<ReturnType<typeof pageOf>> };
    'cws/files/files': ReturnType<typeof presentFiles>;
    'cws/files/preview': ReturnType<typeof presentPreview>;
    'cws/front': ReturnType<typeof presentFront>;
    'cws/library/_check': { readonly check: NonNullable<Awaited<ReturnType<typeof placeOf>>['check']> };
    'cws/library/_nodes': { readonly nodes: readonly Node[] };
    'cws/library/_place': { readonly place: Awaited<ReturnType<typeof placeOf>> };
    'cws/library/_search-field': {
      readonly action: string;
      readonly q: string;
      readonly label: string;
      readonly placeholder: string;
      readonly hidden?: readonly { readonly name: string; readonly value: string }[] | undefined;
    };
    'cws/library/_source': { readonly source: ReturnType<typeof presentSheet>['source'] };
    'cws/library/branch': {
      readonly title: string;
      readonly head: {
        readonly title: string;
        readonly scope: string;
        readonly crumbs: readonly { readonly label: string; readonly href?: string | undefined }[];
      };
      readonly rows: readonly {
        readonly title: string;
        readonly text: string;
        readonly href: string;
        readonly end: string;
      }[];
      readonly pager: {
        readonly older?: string | undefined;
        readonly newer?: string | undefined;
        readonly total: number;
        readonly newerLabel: string;
        readonly olderLabel: string;
      };
    };
    'cws/library/product': ReturnType<typeof presentSheet>;
    'cws/library/products': ReturnType<typeof productsPresentList>;
    'cws/library/search': ReturnType<typeof presentReferenceSearch>;
    'cws/library/tree': ReturnType<typeof presentTree>;
    'cws/leave': { readonly action: string; readonly isDone: boolean };
    'cws/links/_actions': { readonly mayEdit: boolean; readonly mayCheck: boolean };
    'cws/links/_retire': {
      readonly isRetired: boolean;
      readonly retire: ReturnType<typeof presentLink>['retire'];
      readonly own: string;
    };
    'cws/links/_row-acts': {
      readonly row: ReturnType<typeof rowOf>;
      readonly isOrdered: boolean;
      readonly isFirst: boolean;
      readonly isLast: boolean;
    };
    'cws/links/_table': {
      readonly section: ReturnType<typeof linksPresentList>['sections'][number];
      readonly mayEdit: boolean;
      readonly isOrdered: boolean;
      readonly isFirst: boolean;
    };
    'cws/links/index': ReturnType<typeof linksPresentList> & { readonly done: string; readonly mayCheck: boolean };
    'cws/links/show': ReturnType<typeof presentLink> & {
      readonly done: string;
      readonly meanwhile: boolean | undefined;
    };
    'cws/list': ReturnType<typeof documentsPresentList>;
    'cws/referrals/_files': ReferralForm & { readonly files: NonNullable<ReturnType<typeof presentReferral>['files']> };
    'cws/referrals/_folded': ReferralForm & {
      readonly label: string;
      readonly to: string;
      readonly form: ReturnType<typeof form>;
      readonly button: { readonly label: string; readonly icon: string };
      readonly note?: string | undefined;
    };
    'cws/referrals/_form': ReferralForm & {
      readonly to: string;
      readonly form: Pick<ReturnType<typeof form>, 'fields'> & { readonly asks?: boolean | undefined };
      readonly button: { readonly label: string; readonly icon: string; readonly primary?: boolean | undefined };
      readonly note?: string | undefined;
    };
    'cws/referrals/_news': { readonly news: string; readonly action: string };
    'cws/referrals/_rail': ReferralForm & Omit<Acts, 'elsewhere'>;
    'cws/referrals/_work': ReferralForm & { readonly work: NonNullable<Acts['work']> };
    'cws/referrals/choose': ReturnType<typeof choosePage>;
    'cws/referrals/index': ReturnType<typeof referralsPresentList>;
    'cws/referrals/show': ReturnType<typeof presentReferral> & { readonly done: string | undefined };
    'cws/review': ReturnType<typeof presentReview>;
    'cws/rilo': ReturnType<typeof presentRilo>;
    'cws/rilos': ReturnType<typeof presentRilos>;
    'cws/search': ReturnType<typeof presentSearch>;
    'cws/sheets/_drawn': {
      readonly chart: { readonly wide: string; readonly narrow: string } | Drawn | (Drawn & { readonly title: string });
    };
    'cws/sheets/_figures': { readonly figures: FiguresView };
    'cws/sheets/_foot': {
      readonly figure: { readonly title: string; readonly table?: FigureTable; readonly files?: Files | undefined };
    };
    'cws/sheets/_query': { readonly query: QueryView };
    'cws/sheets/_sheet': { readonly figures: FiguresView };
    'cws/show': ReturnType<typeof presentShow>;
    'cws/_followed': { readonly list: FollowedList };
    'cws/subscription': ReturnType<typeof presentSubscription> & {
      readonly lists: readonly FollowedList[];
      readonly done: string;
    };
    'layout/_urgent': { readonly urgent: NonNullable<ReturnType<typeof presentStrip>> };
  }
  interface SharedLocals {
    /** The newest urgent alert its reader has still to acknowledge. */
    readonly urgentAlert?: ReturnType<typeof presentStrip> | undefined;
  }
}
