import type { presentAccount as accountPresentAccount, presentSession, signInItems } from './account/presenter.ts';
import type { actionsOf, presentAccount as accountsPresentAccount } from './accounts/pages/presenter-account.ts';
import type { presentDecision, presentForm } from './accounts/pages/presenter-form.ts';
import type { columnsOf, facetsOf, presentList, rowOf as accountsRowOf } from './accounts/pages/presenter-list.ts';
import type { presentAlarm, presentAlarms, presentNetworks, presentRules } from './alarms/presenter.ts';
import type { filtersOf as applicationsFiltersOf, tabsOf } from './applications/pages/pages-list.ts';
import type { formView } from './applications/pages/pages-new.ts';
import type { courseView } from './applications/pages/presenter-bulk.ts';
import type { listRow, stateTag } from './applications/pages/presenter-list.ts';
import type { presentShow } from './applications/pages/presenter-show.ts';
import type { presentProof } from './factors/pages-proof-form.ts';
import type { Problem } from './links/pages.ts';
import type { present } from './review/pages-extension.ts';
import type { presentReviews } from './review/presenter-list.ts';
import type { presentReview, rowOf as reviewRowOf } from './review/presenter.ts';
import type { presentChain, presentCheck, presentProblem } from './trail/presenter-chain.ts';
import type { presentAsking, presentExport, presentExports } from './trail/presenter-exports.ts';
import type { presentRow } from './trail/presenter-row.ts';
import type { filtersOf as trailFiltersOf, presentLine, presentTrail } from './trail/presenter.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'access/_account-actions': {
      readonly actions: readonly ReturnType<typeof actionsOf>[number][];
      readonly note: string | undefined;
    };
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
        readonly hidden: readonly (readonly string[])[];
        readonly ask: string;
        readonly id: string;
        readonly submit: string;
        readonly field?:
          | {
              readonly error?: string | undefined;
              readonly type: string;
              readonly id: string;
              readonly name: string;
              readonly label: string;
              readonly hint: string;
              readonly value: string;
              readonly max: number;
            }
          | undefined;
        readonly primary?: boolean | undefined;
      };
    };
    'access/_proof': { readonly proof: ReturnType<typeof presentProof> };
    'access/_proof-hidden': { readonly hidden: readonly (readonly string[])[] };
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
    'access/change': ReturnType<typeof presentForm> | ReturnType<typeof presentDecision> | ReturnType<typeof present>;
    'access/continue': {
      readonly action: string;
      readonly fields: readonly (readonly [string, string])[];
      readonly why: string;
    };
    'access/factor': { readonly proof: ReturnType<typeof presentProof>; readonly isKept: boolean };
    'access/link': {
      readonly purpose: string;
      readonly loginId: string;
      readonly personName: string | null;
      readonly office: string;
      readonly token: string;
      readonly problems: readonly Problem[];
      readonly least: number;
      readonly most: number;
    };
    'access/link-ended': object;
    'access/proof': { readonly proof: ReturnType<typeof presentProof>; readonly isKept: boolean };
    'access/proved': { readonly next: string };
    'access/review': ReturnType<typeof presentReview>;
    'access/review-none': object;
    'access/reviews': ReturnType<typeof presentReviews>;
    'access/sign-in': {
      readonly next: string;
      readonly error: boolean;
      readonly loginId: string;
      readonly resume: string;
      readonly passwordSet?: boolean | undefined;
      readonly services: readonly { readonly key: string; readonly ok: boolean }[];
    };
    'account/_notifications': {
      readonly notifications: readonly ReturnType<typeof accountPresentAccount>['notifications'][number][];
    };
    'account/_password-panel': object;
    'account/_remove': { readonly remove: { readonly action: string; readonly label: string } };
    'account/_sessions': { readonly others: number; readonly sessions: readonly ReturnType<typeof presentSession>[] };
    'account/_sign-ins': {
      readonly signIn: { readonly items: readonly ReturnType<typeof signInItems>[number][]; readonly warns: boolean };
    };
    'account/account': ReturnType<typeof accountPresentAccount> & { readonly done: string | undefined };
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
    'account/password': {
      readonly problems: readonly { readonly path: string; readonly href: string; readonly text: string }[];
      readonly errors: Readonly<Record<string, string>>;
      readonly shortest: number;
    };
    'applications/_batch-decide': {
      readonly ref: string;
      readonly waiting: number;
      readonly typed: { readonly words: string };
      readonly errors: Readonly<Record<string, string>>;
      readonly longest: number;
      readonly madeBy: string;
    };
    'applications/_batch-next': object;
    'applications/_bulk-row': { readonly row: ReturnType<typeof courseView>['rows'][number] };
    'applications/_choose': object;
    'applications/_common': Pick<ReturnType<typeof courseView>, 'typed' | 'errors' | 'longest' | 'least' | 'years'>;
    'applications/_counts': {
      readonly counts: readonly { readonly tag: ReturnType<typeof stateTag>; readonly n: number }[];
    };
    'applications/_decide': Pick<
      ReturnType<typeof presentShow>,
      'ref' | 'may' | 'levels' | 'duties' | 'decided' | 'typed' | 'errors' | 'seen' | 'madeBy' | 'longest'
    >;
    'applications/_domain': {
      readonly typed: { readonly office: string; readonly domain: string };
      readonly errors: Readonly<Record<string, string>>;
      readonly offices: readonly { readonly value: string; readonly label: string }[];
    };
    'applications/_narrow': { readonly filters: ReturnType<typeof applicationsFiltersOf> };
    'applications/_next': object;
    'applications/_opening': {
      readonly opening: NonNullable<ReturnType<typeof presentShow>['opening']>;
      readonly ref: string;
    };
    'applications/_reply': {
      readonly ref: string;
      readonly act: string;
      readonly name: string;
      readonly value: string;
      readonly error: string | undefined;
      readonly seen: number;
      readonly longest: number;
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
      readonly counts: readonly { readonly tag: ReturnType<typeof stateTag>; readonly n: number }[];
      readonly decides: boolean;
      readonly waiting: number;
      readonly typed: { readonly words: string };
      readonly problems: readonly { readonly path: string; readonly text: string }[];
      readonly errors: Readonly<Record<string, string>>;
      readonly done: string | undefined;
      readonly overtaken: boolean;
      readonly longest: number;
    };
    'applications/bulk': ReturnType<typeof courseView>;
    'applications/bulk-check': ReturnType<typeof courseView>;
    'applications/domains': {
      readonly rows: readonly {
        readonly id: number;
        readonly office: string;
        readonly domain: string;
        readonly synthetic: boolean;
        readonly by: string;
        readonly datetime: string;
      }[];
      readonly typed: { readonly office: string; readonly domain: string };
      readonly problems: readonly { readonly path: string; readonly text: string }[];
      readonly done: string | undefined;
      readonly errors: Readonly<Record<string, string>>;
      readonly offices: readonly { readonly value: string; readonly label: string }[];
    };
    'applications/index': {
      readonly scope: string;
      readonly tabs: readonly ReturnType<typeof tabsOf>[number][];
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
          readonly options?: readonly { readonly value: string; readonly label: string }[] | undefined;
          readonly max?: number | undefined;
        }[];
      }[];
      readonly dates: ReturnType<typeof trailFiltersOf>['dates'];
    };
    'audit/_problems': {
      readonly check: {
        readonly problems: readonly ReturnType<typeof presentProblem>[];
        readonly more: number;
        readonly tone?: string | undefined;
        readonly title?: string | undefined;
        readonly text?: string | undefined;
        readonly time?: string | undefined;
        readonly cause?: string | undefined;
        readonly by?: string | undefined;
        readonly rows?: string | undefined;
        readonly seals?: string | undefined;
        readonly seconds?: string | undefined;
        readonly tag?: ReturnType<typeof presentCheck>['tag'] | undefined;
        readonly notice?: ReturnType<typeof presentCheck>['notice'] | undefined;
      };
    };
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
  }
}
