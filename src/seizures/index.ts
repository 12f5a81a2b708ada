import type { Viewer } from '../access/index.ts';
import type { Client } from '../db/pool.ts';
import { openFacetCounts } from './search/search-facets.ts';
import { keptNorms } from './checks/store-usual-quantities.ts';
import type { PicturesOf, Recorded, SeizuresContext, Seizures } from './context.ts';
import { indexWords } from './search/search-words.ts';

export { byName, readFields } from './checks/fields.ts';
export { quantityNorms } from './checks/store-usual-quantities.ts';
export { screenedTexts, validateRecord } from './checks/validate.ts';
export type { QuantityNorm } from './checks/validate.ts';
export type { RecordPictures, Recorded, Seizures, SeizuresContext } from './context.ts';
export { draftFrom } from './entry/draft-from.ts';
export type { Told } from './entry/draft-from.ts';
export { longestReason } from './entry/form-check.ts';
export { typedValues } from './entry/form-from-record.ts';
export { stateOfDraft } from './entry/store-draft-state.ts';
export type { DraftState } from './entry/store-draft-state.ts';
export { queryOf } from './entry/pages/load.ts';
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
export type { Condition, FiguresCriteria, PublishedFigures } from './figures/index.ts';
export { headingCodes } from './goods/heading.ts';
export type { Field, FieldValue, GoodsLine, Heading, HeadingCode } from './goods/heading.ts';
export { lineFields } from './goods/line-fields.ts';
export { productList, takesPictures } from './goods/pictures.ts';
export { fieldsFor, productMatches, unitKindsFor, usualUnitsFor } from './goods/products.ts';
export { headingList, headings, isHeadingCode } from './headings/index.ts';
export { seizuresAtHome } from './home.ts';
export { mayAmend, mayEnterFor } from './permissions.ts';
export { wordsFor as recordWordsFor } from './record/pages/presenter-words.ts';
export type { Words as RecordWords } from './record/pages/presenter-words.ts';
export { project } from './record/search-columns.ts';
export { insertSeizures, takeRefs } from './record/store-insert.ts';
export type { NewSeizure } from './record/store-insert.ts';
export { readSeizure, visibleRefs } from './record/store.ts';
export type { Seizure } from './record/store.ts';
export { seizureRoutes } from './routes.ts';
export { visibleSeizures } from './scope.ts';
export { headingMark, namesIn } from './search/pages/presenter-names.ts';
export type { HeadingMark, Names } from './search/pages/presenter-names.ts';
export { stopsOf } from './search/pages/presenter-rows.ts';
export type { PersonCount, SeizureRecord } from './seizure.ts';
export { unitsOf } from './units-of.ts';

/** Opens the feature over the portal's parts. */
export function openSeizures(
  parts: Omit<
    SeizuresContext,
    'changed' | 'changes' | 'onChange' | 'onRecorded' | 'tellRecorded' | 'takePicturesFrom' | 'picturesOf'
  >,
): Seizures {
  let count = 0;
  const listeners: (() => void)[] = [];
  const followers: ((client: Client, viewer: Viewer, recorded: Recorded) => Promise<void>)[] = [];
  let pictures: PicturesOf = async () => ({ cards: [], note: '' });
  const context: SeizuresContext = {
    ...parts,
    changed: () => {
      count += 1;
      listeners.forEach(hear => hear());
    },
    changes: () => count,
    onChange: hear => {
      listeners.push(hear);
    },
    onRecorded: follow => {
      followers.push(follow);
    },
    async tellRecorded(client, viewer, recorded) {
      for (const follow of followers) await follow(client, viewer, recorded);
    },
    takePicturesFrom: give => {
      pictures = give;
    },
    picturesOf: (...of) => pictures(...of),
    quantityNorm: keptNorms(parts.jobPool),
  };
  context.quantityNorm?.('', ''); // the first officer finds them read
  return { context, words: indexWords(context.lists), facets: openFacetCounts(context.pool, context.changes) };
}
