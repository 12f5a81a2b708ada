import type { presentDirectory, presentFilters, presentLegend, sectionOf } from './pages/presenter-directory.ts';
import type { presentMembers, presentMemberships, presentOffice, presentPoints } from './pages/presenter-office.ts';
import type { presentAgenda } from './suggestions/agenda.ts';
import type { presentSuggestion } from './suggestions/presenter-page.ts';
import type { decisionOption, presentList, presentOutcomes } from './suggestions/presenter.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'network/_desks': { readonly desks: readonly ReturnType<typeof presentOffice>['desks'][number][] };
    'network/_filters': { readonly filters: ReturnType<typeof presentFilters> };
    'network/_legend': {
      readonly legend: {
        readonly caption: string;
        readonly rows: readonly ReturnType<typeof presentLegend>['rows'][number][];
      };
    };
    'network/_members': { readonly section: ReturnType<typeof sectionOf> };
    'network/_memberships': { readonly memberships: readonly ReturnType<typeof presentMemberships>[number][] };
    'network/_nothing': { readonly text: string };
    'network/_outcomes': { readonly outcomes: readonly ReturnType<typeof presentOutcomes>[number][] };
    'network/_points': {
      readonly points: {
        readonly current:
          | {
              readonly isSample: boolean;
              readonly items: readonly {
                readonly value?: string | undefined;
                readonly href?: string | undefined;
                readonly label: string;
                readonly note?: string | undefined;
              }[];
            }
          | undefined;
        readonly rows: readonly ReturnType<typeof presentPoints>['rows'][number][];
      };
    };
    'network/_rilo-members': { readonly members: ReturnType<typeof presentMembers> };
    'network/directory': ReturnType<typeof presentDirectory>;
    'network/office': ReturnType<typeof presentOffice> & {
      readonly done: string | undefined;
      readonly members?: ReturnType<typeof presentMembers> | undefined;
      readonly points?:
        | {
            readonly current:
              | {
                  readonly isSample: boolean;
                  readonly items: readonly {
                    readonly value?: string | undefined;
                    readonly href?: string | undefined;
                    readonly label: string;
                    readonly note?: string | undefined;
                  }[];
                }
              | undefined;
            readonly rows: readonly ReturnType<typeof presentPoints>['rows'][number][];
          }
        | undefined;
      readonly memberships?: readonly ReturnType<typeof presentMemberships>[number][] | undefined;
      readonly outcomes?: readonly ReturnType<typeof presentOutcomes>[number][] | undefined;
    };
    'suggestions/_agenda-actions': {
      readonly years: {
        readonly label: string;
        readonly items: readonly ReturnType<typeof presentAgenda>['years']['items'][number][];
      };
    };
    'suggestions/_decide': {
      readonly decide: {
        readonly version: string;
        readonly fields: readonly (
          | ({
              readonly type: string;
              readonly display: string;
              readonly name: string;
              readonly label: string;
              readonly value: string;
              readonly options: readonly ReturnType<typeof decisionOption>[];
            } & { readonly id: string })
          | ({
              readonly type: string;
              readonly name: string;
              readonly label: string;
              readonly hint: string;
              readonly value: string;
              readonly min: string;
              readonly optional: boolean;
            } & { readonly id: string })
          | ({
              readonly type: string;
              readonly name: string;
              readonly rows: number;
              readonly max: number;
              readonly label: string;
              readonly hint: string;
              readonly value: string;
            } & { readonly id: string })
        )[];
      };
      readonly action: string;
    };
    'suggestions/_news': { readonly action: string };
    'suggestions/_support': {
      readonly supporters: readonly { readonly name: string; readonly href: string }[];
      readonly support: { readonly supports: boolean } | undefined;
      readonly action: string;
    };
    'suggestions/_word': {
      readonly word: {
        readonly mayEndorse: boolean;
        readonly field: {
          readonly type: string;
          readonly id: string;
          readonly name: string;
          readonly rows: number;
          readonly max: number;
          readonly label: string;
          readonly hint: string;
          readonly value: string;
          readonly optional: boolean;
          readonly error?: string | undefined;
        };
      };
      readonly action: string;
    };
    'suggestions/agenda': ReturnType<typeof presentAgenda>;
    'suggestions/index': ReturnType<typeof presentList>;
    'suggestions/show': ReturnType<typeof presentSuggestion> & { readonly done: string | undefined };
  }
}
