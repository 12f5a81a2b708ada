import type { ShownFacet } from './gallery/presenter-facets.ts';
import type { presentGallery, viewsOf } from './gallery/presenter.ts';
import type { MarkedRegion } from './images/image.ts';
import type { presentOne } from './images/presenter-one.ts';
import type { imageRow, presentImages } from './images/presenter.ts';
import type { choosePage } from './pictures/form-page.ts';
import type { presentCard, stateTag as picturesStateTag } from './pictures/presenter-card.ts';
import type { actsOf, presentPicture, reportForm } from './pictures/presenter-show.ts';
import type { Side, presentMarks, presentViewer } from './pictures/presenter-viewer.ts';
import type { presentOfTheDay } from './training/of-the-day.ts';
import type { drawnImage, gridLines } from './training/overlay.ts';
import type { presentExercise } from './training/pages/presenter-exercise.ts';
import type { presentHandout } from './training/pages/presenter-handout.ts';
import type { presentIndex, stateTag as trainingStateTag } from './training/pages/presenter-index.ts';
import type { presentClass, presentOwn } from './training/pages/presenter-results.ts';
import type { presentRun } from './training/pages/presenter-run.ts';
import type { presentSet } from './training/pages/presenter-set.ts';

/* What the views of this room are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'cpdb/_acts': { readonly acts: ReturnType<typeof actsOf>; readonly ref: string };
    'cpdb/_alike': { readonly one: ReturnType<typeof imageRow>['like'][number]; readonly form: string };
    'cpdb/_cards': {
      readonly cards: readonly (ReturnType<typeof presentCard> & {
        readonly tag?: ReturnType<typeof picturesStateTag> | undefined;
      })[];
      readonly eager?: number | undefined;
    };
    'cpdb/_case': { readonly caseLink: { readonly ref: string; readonly href: string } };
    'cpdb/_decide': { readonly acts: ReturnType<typeof actsOf>; readonly ref: string };
    'cpdb/_facets': { readonly facets: readonly ShownFacet[] };
    'cpdb/_files-next': { readonly base: string; readonly count: number };
    'cpdb/_later': {
      readonly images: readonly {
        readonly src: string;
        readonly width: number;
        readonly height: number;
        readonly inset?: boolean | undefined;
      }[];
    };
    'cpdb/_marks': { readonly marks: readonly ReturnType<typeof presentMarks>[number][] };
    'cpdb/_order': {
      readonly sorts: {
        readonly label: string;
        readonly items: readonly ReturnType<typeof presentGallery>['sorts']['items'][number][];
      };
      readonly views: {
        readonly label: string;
        readonly items: readonly ReturnType<typeof viewsOf>['items'][number][];
      };
    };
    'cpdb/_other-caption': { readonly otherCaption: { readonly lang: string; readonly text: string } };
    'cpdb/_regions': {
      readonly side:
        | {
            readonly width: number;
            readonly height: number;
            readonly drawing: { readonly width: number; readonly height: number; readonly radius: number };
            readonly regions: readonly (
              | ReturnType<typeof drawnImage>['regions'][number]
              | (MarkedRegion & { readonly number: number; readonly box: readonly [number, number, number, number] })
            )[];
            readonly src: string;
            readonly alt: string;
            readonly isShown?: boolean | undefined;
            readonly isTool?: boolean | undefined;
            readonly id?: string | undefined;
            readonly role?: string | undefined;
            readonly badge?: string | undefined;
            readonly srcset?: string | undefined;
            readonly openHref?: string | undefined;
            readonly openLabel?: string | undefined;
            readonly isTall?: boolean | undefined;
            readonly isLight?: boolean | undefined;
            readonly source?: string | undefined;
            readonly answer?:
              | {
                  readonly point?: { readonly x: number; readonly y: number } | undefined;
                  readonly cell?:
                    | { readonly w: number; readonly h: number; readonly x: number; readonly y: number }
                    | undefined;
                }
              | undefined;
          }
        | Side;
    };
    'cpdb/_reports': {
      readonly reports: readonly {
        readonly id: string;
        readonly about: string;
        readonly text: string;
        readonly by: string;
        readonly ref?: string | undefined;
        readonly href?: string | undefined;
      }[];
    };
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
    'cpdb/contributions': {
      readonly title: string;
      readonly done: string | undefined;
      readonly head: { readonly title: string; readonly scope: string };
      readonly cards: readonly (ReturnType<typeof presentCard> & {
        readonly tag: ReturnType<typeof picturesStateTag>;
      })[];
      readonly empty: { readonly text: string; readonly action: { readonly label: string; readonly href: string } };
    };
    'cpdb/files': ReturnType<typeof presentImages>;
    'cpdb/gallery': ReturnType<typeof presentGallery>;
    'cpdb/image': ReturnType<typeof presentOne>;
    'cpdb/review': {
      readonly title: string;
      readonly head: { readonly title: string; readonly scope: string };
      readonly cards: readonly ReturnType<typeof presentCard>[];
      readonly empty: { readonly text: string; readonly action: { readonly label: string; readonly href: string } };
      readonly reports: readonly {
        readonly id: string;
        readonly ref: string;
        readonly href: string;
        readonly about: string;
        readonly text: string;
        readonly by: string;
      }[];
    };
    'cpdb/show': ReturnType<typeof presentPicture> & {
      readonly done: string | undefined;
      readonly meanwhile: string | undefined;
    };
    'cpdb/training/_answered': { readonly answered: NonNullable<ReturnType<typeof presentExercise>['answered']> };
    'cpdb/training/_ask': Pick<
      ReturnType<typeof presentExercise>,
      'here' | 'images' | 'kind' | 'number' | 'question'
    > & { readonly form: NonNullable<ReturnType<typeof presentExercise>['form']> };
    'cpdb/training/_chart': { readonly chart: { readonly wide: string; readonly narrow: string } };
    'cpdb/training/_grid': {
      readonly grid: {
        readonly columns: readonly ReturnType<typeof gridLines>['columns'][number][];
        readonly rows: readonly ReturnType<typeof gridLines>['rows'][number][];
      };
    };
    'cpdb/training/_of-the-day': {
      readonly day: ReturnType<typeof presentOfTheDay>;
      readonly slim?: boolean | undefined;
    };
    'cpdb/training/_rates': {
      readonly rows: readonly ReturnType<typeof presentOwn>['rates'][number]['rows'][number][];
    };
    'cpdb/training/_runs': {
      readonly runs: readonly {
        readonly href?: string | undefined;
        readonly time?: string | undefined;
        readonly title?: string | undefined;
        readonly ref?: string | undefined;
        readonly rate?: string | undefined;
        readonly note?: string | undefined;
        readonly login?: string | undefined;
        readonly office?: string | undefined;
        readonly key?: number | undefined;
      }[];
      readonly label: string;
      readonly sets?: boolean | undefined;
      readonly class?: boolean | undefined;
    };
    'cpdb/training/_sets': {
      readonly sets: readonly {
        readonly best?: string | undefined;
        readonly ref: string;
        readonly href: string;
        readonly title: string;
        readonly text: string;
        readonly meta: string;
        readonly tag?: ReturnType<typeof trainingStateTag> | undefined;
      }[];
    };
    'cpdb/training/class': ReturnType<typeof presentClass>;
    'cpdb/training/exercise': ReturnType<typeof presentExercise>;
    'cpdb/training/handout': ReturnType<typeof presentHandout>;
    'cpdb/training/index': ReturnType<typeof presentIndex>;
    'cpdb/training/results': ReturnType<typeof presentOwn>;
    'cpdb/training/run': ReturnType<typeof presentRun>;
    'cpdb/training/set': ReturnType<typeof presentSet>;
  }
}
