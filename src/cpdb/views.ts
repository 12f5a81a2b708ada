import type { ShownFacet } from './gallery/presenter-facets.ts';
import type { presentCollection, presentIndex as presentCollections } from './collections/presenter.ts';
import type { presentFind } from './gallery/pages-find.ts';
import type { presentGallery } from './gallery/presenter.ts';
import type { presentOne } from './images/presenter-one.ts';
import type { imageRow, presentImages } from './images/presenter.ts';
import type { choosePage } from './pictures/form-page.ts';
import type { presentCard, stateTag } from './pictures/presenter-card.ts';
import type { actsOf, collectForm, presentPicture, reportForm } from './pictures/presenter-show.ts';
import type { Side, presentMarks, presentViewer } from './pictures/presenter-viewer.ts';
import type { presentOfTheDay } from './training/of-the-day.ts';
import type { gridLines } from './training/overlay.ts';
import type { presentExercise } from './training/pages/presenter-exercise.ts';
import type { presentHandout } from './training/pages/presenter-handout.ts';
import type { presentIndex } from './training/pages/presenter-index.ts';
import type { presentClass, presentOwn } from './training/pages/presenter-results.ts';
import type { presentRun } from './training/pages/presenter-run.ts';
import type { presentWatch } from './watches/presenter.ts';
import type { presentSet } from './training/pages/presenter-set.ts';

type CardShown = ReturnType<typeof presentCard>;
type Tag = ReturnType<typeof stateTag>;
type Exercise = ReturnType<typeof presentExercise>;
type IndexPage = ReturnType<typeof presentIndex>;
type OwnRun = ReturnType<typeof presentOwn>['runs'][number];
type ClassRun = ReturnType<typeof presentClass>['runs'][number];

/** Pictures in a grid. */
interface CardsPage {
  readonly title: string;
  readonly head: { readonly title: string; readonly scope: string };
  readonly cards: readonly CardShown[];
  readonly empty: { readonly text: string; readonly action: { readonly label: string; readonly href: string } };
}

interface Report {
  readonly id: string;
  readonly ref: string;
  readonly href: string;
  readonly about: string;
  readonly text: string;
  readonly by: string;
}

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'cpdb/_acts': { readonly acts: ReturnType<typeof actsOf>; readonly ref: string };
    'cpdb/_alike': { readonly one: ReturnType<typeof imageRow>['like'][number]; readonly form: string };
    'cpdb/_cards': {
      readonly cards: readonly (CardShown & { readonly tag?: Tag | undefined })[];
      readonly eager?: number | undefined;
      /** Id of the form that puts them into a collection. */
      readonly collect?: string | undefined;
    };
    'cpdb/_case': { readonly caseLink: { readonly ref: string; readonly href: string } };
    'cpdb/_decide': Views['cpdb/_acts'];
    'cpdb/_collect-from': Pick<ReturnType<typeof presentGallery>, 'collect'>;
    'cpdb/_facets': { readonly facets: readonly ShownFacet[] };
    'cpdb/_facts': Pick<ReturnType<typeof presentPicture>, 'facts' | 'followHref'>;
    'cpdb/_files-next': { readonly base: string; readonly count: number; readonly back?: string | undefined };
    'cpdb/_later': {
      readonly images: readonly {
        readonly src: string;
        readonly width: number;
        readonly height: number;
        readonly inset?: boolean | undefined;
      }[];
    };
    'cpdb/_marks': { readonly marks: ReturnType<typeof presentMarks> };
    'cpdb/_order': Pick<ReturnType<typeof presentGallery>, 'sorts' | 'views'>;
    'cpdb/_other-caption': { readonly otherCaption: { readonly lang: string; readonly text: string } };
    'cpdb/_regions': {
      readonly side: Pick<Side, 'drawing'> & {
        readonly regions: readonly { readonly number: number; readonly box: readonly number[] }[];
      };
    };
    'cpdb/_reports': { readonly reports: readonly (Omit<Report, 'ref' | 'href'> & Partial<Report>)[] };
    'cpdb/_use': {
      readonly report: ReturnType<typeof reportForm>;
      readonly ref: string;
      readonly trainHref: string | undefined;
    };
    'cpdb/_viewer': { readonly viewing: ReturnType<typeof presentViewer> };
    'cpdb/_viewer-tools': {
      readonly isPair: boolean;
      readonly hasRegions: boolean;
      readonly keys: readonly { readonly press: readonly string[]; readonly does: string }[];
    };
    'cpdb/choose': ReturnType<typeof choosePage>;
    'cpdb/_collect': { readonly collect: NonNullable<ReturnType<typeof collectForm>> };
    'cpdb/_collected': {
      readonly one: ReturnType<typeof presentCollection>['pictures'][number];
      readonly here: string;
    };
    'cpdb/collection': ReturnType<typeof presentCollection>;
    'cpdb/collections': ReturnType<typeof presentCollections>;
    'cpdb/contributions': CardsPage & {
      readonly done: string | undefined;
      readonly cards: readonly (CardShown & { readonly tag: Tag })[];
    };
    'cpdb/files': ReturnType<typeof presentImages>;
    'cpdb/find': ReturnType<typeof presentFind>;
    'cpdb/gallery': ReturnType<typeof presentGallery>;
    'cpdb/image': ReturnType<typeof presentOne>;
    'cpdb/review': CardsPage & { readonly reports: readonly Report[] };
    'cpdb/show': ReturnType<typeof presentPicture> & {
      readonly done: string | undefined;
      readonly meanwhile: string | undefined;
    };
    'cpdb/watch': ReturnType<typeof presentWatch>;
    'cpdb/training/_answered': { readonly answered: NonNullable<Exercise['answered']> };
    'cpdb/training/_ask': Pick<Exercise, 'here' | 'images' | 'kind' | 'number' | 'question'> & {
      readonly form: NonNullable<Exercise['form']>;
    };
    'cpdb/training/_chart': { readonly chart: { readonly wide: string; readonly narrow: string } };
    'cpdb/training/_grid': { readonly grid: ReturnType<typeof gridLines> };
    'cpdb/training/_of-the-day': {
      readonly day: ReturnType<typeof presentOfTheDay>;
      readonly slim?: boolean | undefined;
    };
    'cpdb/training/_rates': Pick<ReturnType<typeof presentOwn>['rates'][number], 'rows'>;
    'cpdb/training/_runs': {
      readonly runs: readonly Partial<OwnRun & ClassRun>[];
      readonly label: string;
      readonly sets?: boolean | undefined;
      readonly class?: boolean | undefined;
    };
    'cpdb/training/_sets': { readonly sets: readonly Partial<IndexPage['open'][number] & IndexPage['own'][number]>[] };
    'cpdb/training/class': ReturnType<typeof presentClass>;
    'cpdb/training/exercise': Exercise;
    'cpdb/training/handout': ReturnType<typeof presentHandout>;
    'cpdb/training/index': IndexPage;
    'cpdb/training/results': ReturnType<typeof presentOwn>;
    'cpdb/training/run': ReturnType<typeof presentRun>;
    'cpdb/training/set': ReturnType<typeof presentSet>;
  }
}
