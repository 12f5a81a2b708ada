import type { presentPost } from './review/pages-post.ts';
import type { TypedCourse } from './applications/bulk/form.ts';
import type { Field } from '../web/forms/views.ts';
import type { presentAccount as accountPresentAccount } from './account/presenter.ts';
import type { presentAccount as accountsPresentAccount } from './accounts/pages/presenter-account.ts';
import type { presentForm } from './accounts/pages/presenter-form.ts';
import type { presentDecision, presentWaiting } from './accounts/pages/presenter-proposal.ts';
import type { columnsOf, facetsOf, presentList, rowOf as accountsRowOf } from './accounts/pages/presenter-list.ts';
import type { presentAlarm, presentAlarms, presentNetworks, presentRules } from './alarms/presenter.ts';
import type { filtersOf as applicationsFiltersOf, tabsOf } from './applications/pages/pages-list.ts';
import type { formView } from './applications/pages/pages-new.ts';
import type { courseView } from './applications/pages/presenter-bulk.ts';
import type { listRow, stateTag } from './applications/pages/presenter-list.ts';
import type { presentShow } from './applications/pages/presenter-show.ts';
import type { presentDomainChange } from './domain-changes/presenter.ts';
import type { presentSetup } from './applications/setup/presenter.ts';
import type { presentProof } from './factors/pages-proof-form.ts';
import type { Problem as LinkProblem } from './links/pages.ts';
import type { presentMoves } from './moves/pages.ts';
import type { present } from './review/pages-extension.ts';
import type { presentChoosing } from './selections/presenter.ts';
import type { presentSettings } from './review/pages-settings.ts';
import type { presentReviews } from './review/presenter-list.ts';
import type { presentReview, rowOf as reviewRowOf } from './review/presenter.ts';
import type { presentChain, presentCheck } from './trail/presenter-chain.ts';
import type { presentAsking, presentExport, presentExports } from './trail/presenter-exports.ts';
import type { presentRow } from './trail/presenter-row.ts';
import type { filtersOf as trailFiltersOf, presentLine, presentTrail } from './trail/presenter.ts';

type Errors = Readonly<Record<string, string>>;
/** Names and values of hidden fields. */
type Hidden = readonly (readonly string[])[];
type Option = Readonly<Record<'value' | 'label', string>>;
interface Problem {
  readonly path: string;
  readonly text: string;
}

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'access/_account-actions': Pick<Views['access/account'], 'actions' | 'note'>;
    'access/_accounts-facets': { readonly facets: ReturnType<typeof facetsOf> };
    'access/_accounts-table': {
      readonly rows: readonly ReturnType<typeof accountsRowOf>[];
      readonly columns: ReturnType<typeof columnsOf>;
      readonly isWide: boolean;
    };
    'access/_gate-about': object;
    'access/_new-password': {
      readonly field: {
        readonly id: string;
        readonly label: string;
        readonly described?: string | undefined;
        readonly error: string | undefined;
      };
    };
    'access/_passkey-form': {
      readonly form: {
        readonly action: string;
        readonly options: string;
        readonly hidden: Hidden;
        readonly ask: string;
        readonly id: string;
        readonly submit: string;
        readonly field?: Field | undefined;
        readonly primary?: boolean | undefined;
      };
    };
    'access/_proof': Pick<Views['access/proof'], 'proof'>;
    'access/_proof-hidden': { readonly hidden: Hidden };
    'access/_proof-input': {
      readonly input: {
        readonly id: string;
        readonly type: string;
        readonly label: string;
        readonly error: string | undefined;
        readonly complete: string;
        readonly max: number;
        readonly hint?: string | undefined;
        readonly mode?: string | undefined;
      };
    };
    'access/_review-officers': {
      readonly rows: readonly ReturnType<typeof reviewRowOf>[];
      readonly isForm: boolean;
      readonly caption: string;
    };
    'access/account': ReturnType<typeof accountsPresentAccount>;
    'access/accounts': ReturnType<typeof presentList>;
    'access/address': {
      readonly kind: 'confirm' | 'object';
      readonly loginId: string;
      readonly becomes: string;
      readonly token: string;
      readonly done: boolean;
    };
    'access/change': ReturnType<typeof presentForm> | ReturnType<typeof presentDecision> | ReturnType<typeof present>;
    'access/continue': {
      readonly action: string;
      readonly fields: readonly (readonly [string, string])[];
      readonly why: string;
    };
    'access/factor': Views['access/proof'];
    'access/link': {
      readonly purpose: string;
      readonly loginId: string;
      readonly personName: string | null;
      readonly office: string;
      readonly token: string;
      readonly problems: readonly LinkProblem[];
      readonly least: number;
      readonly most: number;
    };
    'access/link-ended': object;
    'access/moves': ReturnType<typeof presentMoves>;
    'access/proof': { readonly proof: ReturnType<typeof presentProof>; readonly isKept: boolean };
    'access/proposals': ReturnType<typeof presentWaiting>;
    'access/proved': { readonly next: string };
    'access/review': ReturnType<typeof presentReview>;
    'access/review-none': object;
    'access/review-settings': ReturnType<typeof presentSettings>;
    'access/reviews': ReturnType<typeof presentReviews>;
    'access/_selection-rows': Pick<ReturnType<typeof presentChoosing>, 'rows' | 'step'>;
    'access/selection': ReturnType<typeof presentChoosing>;
    'access/sign-in': {
      readonly next: string;
      readonly error: boolean;
      readonly loginId: string;
      readonly resume: string;
      readonly passwordSet?: boolean | undefined;
      readonly wait?: number | undefined;
      readonly passkey?: string | undefined;
      readonly services: readonly { readonly key: string; readonly ok: boolean }[];
    };
    'account/_devices': Pick<Views['account/account'], 'devices'>;
    'account/_notifications': Pick<Views['account/account'], 'notifications'>;
    'account/_password-panel': object;
    'account/_remove': { readonly remove: { readonly action: string; readonly label: string } };
    'account/_sessions': Pick<Views['account/account'], 'others' | 'sessions'>;
    'account/_sign-ins': Pick<Views['account/account'], 'signIn'>;
    'account/account': ReturnType<typeof accountPresentAccount> & {
      readonly done: string | undefined;
      /** Somebody asked to have the second factors removed. */
      readonly reset: { readonly text: string } | undefined;
    };
    'account/app': { readonly svg: string; readonly seed: string; readonly error: string | undefined };
    'account/codes': { readonly codes: readonly string[]; readonly onward: string; readonly isNew: boolean };
    'account/factors': {
      readonly app: { readonly text: string } | null;
      readonly passkeys: readonly { readonly id: number; readonly name: string; readonly text: string }[];
      readonly codesLeft: number;
      readonly has: boolean;
      readonly isRequired: boolean;
      readonly isKept: boolean;
      readonly longestName: number;
      readonly done: string | undefined;
      readonly problem: { readonly field?: string | undefined; readonly text: string } | undefined;
      readonly name: string;
    };
    'account/post': ReturnType<typeof presentPost>;
    'account/password': {
      readonly problems: readonly { readonly path: string; readonly href: string; readonly text: string }[];
      readonly errors: Errors;
      readonly shortest: number;
    };
    'applications/_batch-decide': Pick<
      Views['applications/batch'],
      'ref' | 'waiting' | 'typed' | 'errors' | 'longest' | 'madeBy'
    >;
    'applications/_batch-next': object;
    'applications/_bulk-row': {
      readonly row: ReturnType<typeof courseView>['rows'][number] | ReturnType<typeof presentSetup>['rows'][number];
    };
    'applications/_choose': object;
    'applications/_common': {
      readonly typed: Pick<TypedCourse, 'course' | 'reason' | 'endsOn'>;
      readonly errors: Errors;
      readonly longest: ReturnType<typeof formView>['longest'];
      readonly least: number;
      readonly years: number;
      readonly words: 'applications:bulk' | 'people:setup';
    };
    'applications/_counts': Pick<Views['applications/batch'], 'counts'>;
    'applications/_decide': Pick<
      Views['applications/show'],
      'ref' | 'may' | 'levels' | 'duties' | 'decided' | 'typed' | 'errors' | 'seen' | 'madeBy' | 'longest'
    >;
    'applications/_domain': Pick<Views['applications/domains'], 'typed' | 'errors' | 'offices'>;
    'applications/_narrow': Pick<Views['applications/index'], 'filters'>;
    'applications/_next': object;
    'applications/_opening': {
      readonly opening: NonNullable<ReturnType<typeof presentShow>['opening']>;
      readonly ref: string;
    };
    'applications/_reply': Pick<Views['applications/show'], 'ref' | 'seen' | 'longest'> & {
      readonly act: string;
      readonly name: string;
      readonly value: string;
      readonly error: string | undefined;
      readonly danger?: boolean | undefined;
    };
    'applications/_rows': {
      readonly rows: readonly ReturnType<typeof listRow>[];
      readonly caption: string;
      readonly seesAll: boolean;
      readonly brief?: boolean | undefined;
    };
    'applications/_template': Pick<ReturnType<typeof courseView>, 'most' | 'megabytes' | 'domains'>;
    'applications/batch': {
      readonly ref: string;
      readonly course: string;
      readonly scope: string;
      readonly madeBy: string;
      readonly rows: readonly ReturnType<typeof listRow>[];
      readonly seesAll: boolean;
      /** Those a first set-up asks for. */
      readonly domains: readonly {
        readonly domain: string;
        readonly office: string;
        readonly tag: ReturnType<typeof stateTag>;
      }[];
      readonly counts: readonly { readonly tag: ReturnType<typeof stateTag>; readonly n: number }[];
      readonly decides: boolean;
      readonly waiting: number;
      readonly typed: { readonly words: string };
      readonly problems: readonly Problem[];
      readonly errors: Errors;
      readonly done: string | undefined;
      readonly overtaken: boolean;
      readonly longest: number;
    };
    'applications/bulk': ReturnType<typeof courseView>;
    'applications/bulk-check': ReturnType<typeof courseView>;
    'applications/domain-change': ReturnType<typeof presentDomainChange>;
    'applications/domains': {
      readonly rows: readonly {
        readonly id: number;
        readonly office: string;
        readonly domain: string;
        readonly changeHref: string;
        readonly synthetic: boolean;
        readonly by: string;
        readonly datetime: string;
      }[];
      readonly typed: { readonly office: string; readonly domain: string };
      readonly problems: readonly Problem[];
      readonly done: string | undefined;
      readonly errors: Errors;
      readonly offices: readonly Option[];
    };
    'applications/index': {
      readonly scope: string;
      readonly tabs: ReturnType<typeof tabsOf>;
      readonly filters: ReturnType<typeof applicationsFiltersOf>;
      readonly seesAll: boolean;
      readonly rows: readonly ReturnType<typeof listRow>[];
      readonly decided: readonly ReturnType<typeof listRow>[];
      readonly asked: number;
      readonly state: string;
      readonly older: string | undefined;
      readonly first: string | undefined;
    };
    'applications/new': ReturnType<typeof formView>;
    'applications/setup': ReturnType<typeof presentSetup>;
    'applications/setup-check': ReturnType<typeof presentSetup>;
    'applications/show': ReturnType<typeof presentShow>;
    'audit/_facets': {
      readonly facets: readonly {
        readonly legend: string;
        readonly fields: readonly {
          readonly kind: string;
          readonly id: string;
          readonly name: string;
          readonly label: string;
          readonly value: string;
          readonly options?: readonly Option[] | undefined;
          readonly max?: number | undefined;
        }[];
      }[];
      readonly dates: ReturnType<typeof trailFiltersOf>['dates'];
    };
    'audit/_problems': { readonly check: Pick<ReturnType<typeof presentCheck>, 'problems' | 'more'> };
    'audit/_rows': { readonly rows: readonly ReturnType<typeof presentLine>[] };
    'audit/_rule': { readonly rule: ReturnType<typeof presentRules>['rules'][number] };
    'audit/alarm': ReturnType<typeof presentAlarm>;
    'audit/alarm-networks': ReturnType<typeof presentNetworks>;
    'audit/alarm-rules': ReturnType<typeof presentRules>;
    'audit/alarms': ReturnType<typeof presentAlarms>;
    'audit/chain': ReturnType<typeof presentChain>;
    'audit/export': ReturnType<typeof presentExport>;
    'audit/export-new': ReturnType<typeof presentAsking>;
    'audit/exports': ReturnType<typeof presentExports>;
    'audit/row': ReturnType<typeof presentRow>;
    'audit/trail': ReturnType<typeof presentTrail>;
    /* Its words and its page are of this feature. */
    'layout/_moved': object;
  }
}
