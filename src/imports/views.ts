import type { Option } from '../seizures/index.ts';
import type { Problem } from '../web/forms/views.ts';
import type { Action } from '../web/shared-views.ts';
import type { alikePart, groupPart, numbersOf, pagerOf } from './check/pages-check.ts';
import type { asideRows, groupsOf, progressOf, rowSheet, tilesOf } from './check/presenter-check.ts';
import type { columnRow, columnsPage } from './columns/presenter-columns.ts';
import type { RowCounts } from './import.ts';
import type { railOf } from './columns/presenter-in-hand.ts';
import type { whoseCard } from './columns/presenter-whose.ts';
import type { answerPage, keptWordsPage } from './kept-words/presenter-kept-words.ts';
import type { frameOf } from './presenter-frame.ts';
import type { stripOf } from './presenter-strip.ts';
import type { workView } from './work/presenter-work.ts';
import type { recordOf } from './read/presenter-preview.ts';
import type { readPage } from './read/presenter-read.ts';
import type { seenPage } from './read/presenter-seen.ts';
import type { stylesPage } from './read/presenter-styles.ts';
import type { historyOf, resultPage } from './result/presenter-result.ts';
import type { shapePage, shapeRow } from './shapes/presenter-shapes.ts';
import type { statisticsRow, totalsPage } from './totals/presenter-totals.ts';
import type { holdsCard } from './totals/presenter-holds.ts';
import type { uploadPage } from './upload/pages-list.ts';
import type { listRow } from './upload/presenter-list.ts';
import type { wordsRail } from './words/presenter-beside-words.ts';
import type { questionOf, wordsPage } from './words/presenter-words.ts';

type Question = Omit<ReturnType<typeof questionOf>, 'see'> & {
  readonly see?: string | undefined;
  readonly more?: { readonly href: string; readonly label: string } | undefined;
};
type Frame = ReturnType<typeof frameOf>;
type File = Frame['file'];
type Strip = ReturnType<typeof stripOf>;
type Rail = ReturnType<typeof railOf>;
type WordsRail = ReturnType<typeof wordsRail>;
type Groups = ReturnType<typeof groupsOf>;
type GroupPart = Awaited<ReturnType<typeof groupPart>>;

/* What the views of this feature are given: src/web/render.ts. */
declare module '../web/render.ts' {
  interface Views {
    'imports/_alike': Awaited<ReturnType<typeof alikePart>> & { readonly back: string; readonly file: File };
    'imports/_aside': {
      readonly aside: ReturnType<typeof asideRows>;
      readonly file: File;
      readonly pager: ReturnType<typeof pagerOf>;
    };
    'imports/_column': Pick<ReturnType<typeof columnsPage>, 'groups' | 'special'> & {
      readonly row: ReturnType<typeof columnRow>;
      readonly file: File;
    };
    'imports/_column-select': Pick<ReturnType<typeof columnsPage>, 'groups' | 'special'> & {
      readonly row: Pick<ReturnType<typeof columnRow>, 'id' | 'name' | 'header' | 'error' | 'value'>;
    };
    'imports/_constants': Pick<ReturnType<typeof columnsPage>, 'constants'>;
    'imports/_discard': Pick<Frame, 'file' | 'isPart'>;
    'imports/_frame': Pick<Frame, 'file' | 'over' | 'steps'> & {
      readonly frame: { readonly actions?: readonly Action[] | undefined };
      readonly problems: readonly Problem[];
    };
    'imports/_group-rows': { readonly list: Groups['errors'] };
    'imports/_groups': { readonly file: File; readonly groups: Groups };
    'imports/_holds': { readonly holds: NonNullable<ReturnType<typeof holdsCard>> };
    'imports/_in-hand': { readonly inHand: NonNullable<Rail['inHand']> };
    'imports/_live-columns': { readonly strip: Strip; readonly rail: Rail };
    'imports/_live-words': { readonly file: File; readonly strip: Strip; readonly rail: WordsRail };
    'imports/_missing': Pick<ReturnType<typeof columnsPage>, 'constants'> & { readonly waiting: number };
    'imports/_options': { readonly options: readonly Option[]; readonly value: string };
    'imports/_post': { readonly version: number; readonly back?: string | undefined };
    'imports/_question': { readonly question: Question };
    'imports/_question-more': { readonly question: Question };
    'imports/_recent': { readonly recent: readonly ReturnType<typeof listRow>[] };
    'imports/_repeats': Pick<Views['imports/check'], 'file' | 'repeats'>;
    'imports/_row': { readonly file: File; readonly sheet: ReturnType<typeof rowSheet> };
    'imports/_rail-columns': { readonly rail: Rail };
    'imports/_rail-words': { readonly file: File; readonly rail: WordsRail };
    'imports/_record': { readonly record: ReturnType<typeof recordOf> };
    'imports/_row-preview': { readonly rail: Rail; readonly row: NonNullable<Rail['row']> };
    'imports/_rows': GroupPart & { readonly back: string; readonly file: File };
    'imports/_shape': { readonly shape: ReturnType<typeof shapeRow> };
    'imports/_strip': { readonly strip: Strip };
    'imports/_statistics': { readonly statistics: readonly ReturnType<typeof statisticsRow>[] };
    'imports/_templates': Pick<Awaited<ReturnType<typeof uploadPage>>, 'templates'>;
    'imports/_word-known': { readonly one: ReturnType<typeof wordsPage>['known']['rest'][number] };
    'imports/_words-known': Pick<ReturnType<typeof wordsPage>, 'known'>;
    'imports/_words-proposed': { readonly block: ReturnType<typeof wordsPage>['proposed'][number] };
    'imports/check': Frame &
      Partial<GroupPart> & {
        readonly alike?: Awaited<ReturnType<typeof alikePart>>['alike'];
        readonly counts: RowCounts;
        readonly returned: string | undefined;
        readonly corrected: { readonly tone: string; readonly text: string } | undefined;
        readonly tiles: ReturnType<typeof tilesOf>;
        readonly progress: ReturnType<typeof progressOf>;
        readonly groups: Groups;
        readonly repeats: { readonly count: number; readonly n: string; readonly chosen: string };
        readonly sheet?: ReturnType<typeof rowSheet>;
        readonly aside?: ReturnType<typeof asideRows>;
        readonly numbers: ReturnType<typeof numbersOf>;
        readonly back: string;
        readonly broken: readonly string[];
        readonly isFileGone: boolean;
      };
    'imports/columns': Frame &
      ReturnType<typeof columnsPage> & {
        readonly holds: ReturnType<typeof holdsCard>;
        readonly strip: Strip;
        readonly whose: ReturnType<typeof whoseCard>;
        readonly rail: Rail;
      };
    'imports/conflict': { readonly name: string; readonly href: string; readonly list: string; readonly what: string };
    'imports/history': Frame & { readonly events: ReturnType<typeof historyOf> };
    'imports/index': {
      readonly rows: readonly ReturnType<typeof listRow>[];
      readonly statistics: readonly ReturnType<typeof statisticsRow>[];
    };
    'imports/_kept-how': object;
    'imports/kept-answer': ReturnType<typeof answerPage>;
    'imports/kept-words': ReturnType<typeof keptWordsPage> & { readonly clientUuid: string };
    'imports/new': Awaited<ReturnType<typeof uploadPage>>;
    'imports/read': Frame & ReturnType<typeof readPage> & { readonly problems: readonly Problem[] };
    'imports/result': Frame &
      ReturnType<typeof resultPage> & {
        readonly most: number;
        readonly reason: string;
        readonly error: string | undefined;
        readonly problems: readonly Problem[];
      };
    'imports/seen': Frame & { readonly seen: ReturnType<typeof seenPage> };
    'imports/shape': ReturnType<typeof shapePage>;
    'imports/shapes': { readonly shapes: readonly ReturnType<typeof shapeRow>[]; readonly changed: string | undefined };
    'imports/styles': Frame & ReturnType<typeof stylesPage>;
    'imports/_whose': { readonly whose: NonNullable<ReturnType<typeof whoseCard>> };
    'imports/totals': Frame &
      ReturnType<typeof totalsPage> & {
        readonly most: number;
        readonly reason: string;
        readonly error: string | undefined;
        readonly problems: readonly Problem[];
      };
    'imports/words': Frame & ReturnType<typeof wordsPage> & { readonly strip: Strip; readonly rail: WordsRail };
    'imports/work': ReturnType<typeof workView>;
  }
}
