import type { Viewer } from '../access/index.ts';
import type { Client } from '../db/pool.ts';
import { openFacetCounts } from './search/kept-facets.ts';
import { queueFlags } from './flags/jobs.ts';
import { kept } from './checks/kept.ts';
import { readUsualPlaces } from './flags/store-usual-places.ts';
import { keptNorms } from './checks/store-usual-quantities.ts';
import type { DocumentsOf, DraftPictures, PicturesOf, Recorded, SeizuresContext, Seizures } from './context.ts';
import { indexWords } from './search/search-words.ts';
import { keptCommonWords } from './search/store-common-words.ts';
import { queueWatches } from './watches/jobs.ts';

export { byName, readFields } from './checks/fields.ts';
export { quantityNorms } from './checks/store-usual-quantities.ts';
export { approvedFirst, needsApproval } from './approval/rules.ts';
export { screenedTexts, validateRecord } from './checks/validate.ts';
export type { QuantityNorm } from './checks/validate.ts';
export type {
  CodeChange,
  DraftPictures,
  RecordPictures,
  Recorded,
  Seizures,
  SeizuresContext,
  ToldOfDraft,
} from './context.ts';
export { amendmentFrom, draftFrom } from './entry/draft-from.ts';
export type { Retold, Told } from './entry/draft-from.ts';
export { longestReason } from './entry/form-check.ts';
export type { DraftOrigin, OperationOrigin } from './entry/store-drafts.ts';
export { typedValues } from './entry/form-from-record.ts';
export { stateOfDraft } from './entry/store-draft-state.ts';
export type { DraftState } from './entry/store-draft-state.ts';
export { queryOf } from './entry/pages/load.ts';
export { amendAddress } from './entry/pages/field-asked.ts';
export { askedViews, declaredView } from './entry/pages/asked-fields.ts';
export type { AskedOf, DeclaredView, Showing } from './entry/pages/asked-fields.ts';
export { optionsOf } from './entry/pages/fields.ts';
export type { Option } from './entry/pages/fields.ts';
export { columnsFor } from './export/columns.ts';
export type { Columns, ExportGoods } from './export/columns.ts';
export { goodsOf } from './export/file.ts';
export type { ExportRecord } from './export/search-export.ts';
export { allCommonFields, commonFields } from './fields.ts';
export type { Row as FigureLine, SeizureFigures, Share, Sum, UnitFigures } from './figures/figures.ts';
export { publishedFigures } from './figures/index.ts';
export { periodOf as figuresPeriod } from './figures/period.ts';
export { publishedSearches } from './figures/search-published.ts';
export type { PublishedSearches } from './figures/search-published.ts';
export type { Condition, FiguresCriteria, PublishedFigures } from './figures/index.ts';
export { headingCodes } from './goods/heading.ts';
export type { Field, FieldValue, GoodsLine, Heading, HeadingCode } from './goods/heading.ts';
export { lineFields } from './goods/line-fields.ts';
export { productList, takesPictures } from './goods/pictures.ts';
export { fieldsFor, productMatches, unitKindsFor, usualUnitsFor } from './goods/products.ts';
export { headingList, headings, isHeadingCode } from './headings/index.ts';
export {
  dayRecorded,
  isFirstOfHeading,
  isMeasured,
  monthOfSeizure,
  productOfLine,
  recordedBefore,
  recordedSince,
  recordsAndLines,
} from './copy/store-ready.ts';
export { isKept as isRemarkKept } from './remarks/remark.ts';
export type { Remark } from './remarks/remark.ts';
export { seizureCopyFor, seizureCopyOf } from './copy/store-copy.ts';
export {
  ownSplitFilter,
  ownSplitLabel,
  ownSplits,
  ownSplitsOf,
  ownSplitValue,
  ownSplitValueLabel,
} from './own-fields/split.ts';
export { waitingWords } from './codes/store-waiting.ts';
export { findRowsAlike, listByRefs, tellRowsApart } from './duplicates/store-rows-alike.ts';
export type { ListedAlike } from './duplicates/store-rows-alike.ts';
export { flagDue } from './flags/jobs.ts';
export { seizuresAtHome } from './home.ts';
export { longestDelay } from './store-home.ts';
export { isContactPoint, mayAmend, mayEnterFor, readsUse } from './permissions.ts';
export { goodsTextOf } from './record/pages/presenter-differences.ts';
export { usualAudience } from './record/pages/presenter-audience.ts';
export { wordsFor as recordWordsFor } from './record/pages/presenter-words.ts';
export type { Words as RecordWords } from './record/pages/presenter-words.ts';
export { writeAmendment } from './record/amend.ts';
export { matchLines } from './record/differences.ts';
export { project } from './record/search-columns.ts';
export { insertPrepared, insertSeizures, takeRefs } from './record/store-insert.ts';
export { prepareSeizure } from './record/prepared.ts';
export type { NewSeizure, PreparedSeizure } from './record/prepared.ts';
export { lockSeizure, readSeizure, visibleRefs } from './record/store.ts';
export type { Seizure } from './record/store.ts';
export { publishableSeizures, scopeKey, visibleSeizures } from './scope.ts';
export { currentStatuses, queryString, readCriteria, shownHeadings } from './search/criteria.ts';
export { inPart } from './search/lenient.ts';
export type { RefusedValue } from './search/lenient.ts';
export type { Criteria } from './search/criteria.ts';
export { withWordsFound } from './search/search-found.ts';
export { whereOf } from './search/search-where.ts';
export type { Searching } from './search/search-where.ts';
export { filtersOf } from './search/pages/presenter-chips.ts';
export { seizuresAtAGlance } from './search/at-a-glance.ts';
export type { SeizuresAtAGlance } from './search/at-a-glance.ts';
export { headingMark, namesFor, namesIn } from './search/pages/presenter-names.ts';
export type { HeadingMark, Names } from './search/pages/presenter-names.ts';
export { stopsOf } from './search/pages/presenter-rows.ts';
export type { PersonCount, SeizureRecord } from './seizure.ts';
export { waitingInSeizures } from './store-waiting.ts';
export { unitsOf } from './units-of.ts';
export { askedSearches } from './use/asked.ts';
export type { AskedSearch } from './use/asked.ts';
export { saveWatch } from './watches/save.ts';
export { savedOf } from './watches/saved-search.ts';
export type { WatchNews } from './watches/news.ts';
export { followedSearches } from './watches/pages/followed.ts';
export { newsOf as watchNews } from './watches/news.ts';
export { legOf } from './search/leg.ts';
export { portRole } from './search/search-ports.ts';
export { readPort } from './search/ports.ts';
export type { PortRole } from './search/ports.ts';
export { findWatch } from './watches/store-watches.ts';
export { waitingOnWatches } from './watches/store-waiting.ts';
export { watchLetters } from './watches/tell.ts';

/** Opens the feature over the portal's parts. */
export function openSeizures(
  parts: Omit<
    SeizuresContext,
    | 'changed'
    | 'changes'
    | 'onRecorded'
    | 'tellRecorded'
    | 'onCodeChange'
    | 'tellCodeChange'
    | 'takePicturesFrom'
    | 'picturesOf'
    | 'takeDocumentsFrom'
    | 'documentsOf'
    | 'takeDraftPicturesFrom'
    | 'draftPictures'
    | 'onDiscarded'
    | 'tellDiscarded'
  >,
): Seizures {
  let count = 0;
  const followers: ((client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>)[] = [];
  const codeFollowers: SeizuresContext['tellCodeChange'][] = [];
  const discardFollowers: ((client: Client, viewer: Viewer, draftId: string) => Promise<void>)[] = [];
  let draftPictures: DraftPictures = { open: async () => '/seizures/drafts', of: async () => [] };
  let pictures: PicturesOf = async () => ({ cards: [], note: '' });
  let documents: DocumentsOf = async () => [];
  const context: SeizuresContext = {
    ...parts,
    changed: () => {
      count += 1;
      void queueFlags(parts);
      void queueWatches(parts);
    },
    changes: () => count,
    onRecorded: follow => {
      followers.push(follow);
    },
    onCodeChange: follow => {
      codeFollowers.push(follow);
    },
    async tellCodeChange(client, change) {
      for (const follow of codeFollowers) await follow(client, change);
    },
    async tellRecorded(client, viewer, recorded) {
      for (const follow of followers) await follow(client, viewer, recorded);
    },
    takePicturesFrom: give => {
      pictures = give;
    },
    picturesOf: (...of) => pictures(...of),
    takeDocumentsFrom: give => {
      documents = give;
    },
    documentsOf: (...of) => documents(...of),
    takeDraftPicturesFrom: give => {
      draftPictures = give;
    },
    draftPictures: () => draftPictures,
    onDiscarded: follow => {
      discardFollowers.push(follow);
    },
    async tellDiscarded(client, viewer, draftId) {
      for (const follow of discardFollowers) await follow(client, viewer, draftId);
    },
    quantityNorm: keptNorms(parts.jobPool),
    usualPlaces: kept(() => readUsualPlaces(parts.jobPool)),
  };
  parts.news.hear('seizures', () => {
    count += 1;
  });
  // The first officer finds them read.
  context.quantityNorm?.('', '');
  context.usualPlaces?.('', '');
  return {
    context,
    words: indexWords(context.lists, keptCommonWords(parts.jobPool)),
    facets: openFacetCounts(context.figures, context.changes),
  };
}
