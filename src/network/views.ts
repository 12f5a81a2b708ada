import type { presentCoverage } from './register/pages.ts';
import type { presentDirectory, presentFilters, presentLegend } from './pages/presenter-directory.ts';
import type { presentSections } from './pages/presenter-list.ts';
import type { presentMembers, presentMemberships, presentOffice, presentPoints } from './pages/presenter-office.ts';
import type { presentAgenda } from './suggestions/agenda.ts';
import type { presentSuggestion } from './suggestions/presenter-page.ts';
import type { presentList, presentOutcomes } from './suggestions/presenter.ts';

type Points = ReturnType<typeof presentPoints>;
type SuggestionPage = ReturnType<typeof presentSuggestion>;

/* What the views of this feature are given: src/web/render.ts. */
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
    'network/_find': { readonly find: ReturnType<typeof presentDirectory>['find'] };
    'network/_members': { readonly section: ReturnType<typeof presentSections>[number] };
    'network/_memberships': { readonly memberships: readonly ReturnType<typeof presentMemberships>[number][] };
    'network/_nothing': { readonly text: string };
    'network/_outcomes': { readonly outcomes: readonly ReturnType<typeof presentOutcomes>[number][] };
    'network/_points': { readonly points: Points };
    'network/_rilo-members': { readonly members: ReturnType<typeof presentMembers> };
    'network/coverage': ReturnType<typeof presentCoverage>;
    'network/directory': ReturnType<typeof presentDirectory>;
    'network/office': ReturnType<typeof presentOffice> & {
      readonly done: string | undefined;
      readonly members?: ReturnType<typeof presentMembers> | undefined;
      readonly points?: Points | undefined;
      readonly memberships?: readonly ReturnType<typeof presentMemberships>[number][] | undefined;
      readonly outcomes?: readonly ReturnType<typeof presentOutcomes>[number][] | undefined;
    };
    'suggestions/_agenda-actions': {
      readonly years: {
        readonly label: string;
        readonly items: readonly ReturnType<typeof presentAgenda>['years']['items'][number][];
      };
    };
    'suggestions/_decide': { readonly decide: NonNullable<SuggestionPage['decide']>; readonly action: string };
    'suggestions/_news': { readonly action: string };
    'suggestions/_support': Pick<SuggestionPage, 'supporters' | 'support' | 'action'>;
    'suggestions/_word': { readonly word: NonNullable<SuggestionPage['word']>; readonly action: string };
    'suggestions/agenda': ReturnType<typeof presentAgenda>;
    'suggestions/index': ReturnType<typeof presentList>;
    'suggestions/show': SuggestionPage & { readonly done: string | undefined };
  }
}
