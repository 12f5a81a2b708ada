import { memo, type CellReader, type Draft } from '../draft/draft.ts';
import { levelFor, type ImportField, type WordKind } from '../columns/import-fields.ts';
import { splitMany, wordKey, type Answer, type Answers, type ImportPlan } from '../plan.ts';
import { moneyCounted } from '../columns/currency-signs.ts';
import { isPacking, packedIn } from './packed.ts';
import { routeEnds } from './routes.ts';
import { isBlank, meaning } from '../words/words.ts';

/** The reader of a column of coded words: only what the answers say, nothing is guessed here. */
export function wordReader(
  field: ImportField,
  kind: WordKind,
  column: number,
  plan: ImportPlan,
  answers: Answers,
): CellReader {
  const known = answers.get(kind) ?? new Map<string, Answer>();
  if (kind === 'product') return productReader(field, column, known, plan);
  if (field.many === true) return manyReader(field, kind, column, known);
  if (field.name === 'unit') return unitReader(field, column, known, plan.constants.country);
  if (field.name === 'route') return routeReader(field, column, known);
  const read = memo((cell): Answer | 'blank' | 'unknown' =>
    isBlank(cell) ? 'blank' : (known.get(wordKey(kind, meaning(cell))) ?? 'unknown'),
  );
  return (cell, draft) => {
    const answer = read(cell);
    if (answer === 'blank' || (typeof answer === 'object' && 'blank' in answer)) return;
    if (answer === 'unknown') unknown(field, column, cell, draft);
    else if (field.name === 'heading') setHeading(answer, cell, draft, plan);
    else setCode(field, 'code' in answer ? answer.code : plan.others[kind], draft);
  };
}

/** A unit, perhaps with how much is in each: "bags of 50 kg". */
function unitReader(
  field: ImportField,
  column: number,
  known: ReadonlyMap<string, Answer>,
  country: string | undefined,
): CellReader {
  const read = memo((cell): { answer: Answer | undefined; each?: number; inPackages: boolean } => {
    const packed = packedIn(meaning(cell));
    const answer = known.get(wordKey('unit', packed?.unit ?? meaning(cell)));
    return { answer, inPackages: !packed && isPacking(cell), ...(packed ? { each: packed.each } : {}) };
  });
  return (cell, draft) => {
    if (isBlank(cell)) return;
    draft.unitCell = cell;
    const { answer, each, inPackages } = read(cell);
    if (!answer) unknown(field, column, cell, draft);
    if (!answer || !('code' in answer)) return;
    draft.goods.unit = answer.code;
    if (each !== undefined) draft.each = each;
    if (inPackages) draft.inPackages = true;
    // Money is counted in its currency.
    if (answer.code === 'amount') setCurrency(meaning(cell), draft, country);
  };
}

/** Both ends of a route; a column of its own goes before it. */
function routeReader(field: ImportField, column: number, known: ReadonlyMap<string, Answer>): CellReader {
  const readEnd = (end: string, name: 'departure' | 'destination', draft: Draft): void => {
    const answer = known.get(wordKey('country', end));
    if (!answer) unknown(field, column, end, draft);
    else if ('code' in answer) draft.facts[name] ??= answer.code;
  };
  return (cell, draft) => {
    if (isBlank(cell)) return;
    const ends = routeEnds(cell);
    if (!ends) return unknown(field, column, cell, draft);
    readEnd(ends[0], 'departure', draft);
    readEnd(ends[1], 'destination', draft);
  };
}

/** A word nobody explained keeps its row out in a hard field; elsewhere it stays in the source. */
function unknown(field: ImportField, column: number, cell: string, draft: Draft): void {
  draft.problems.push({
    level: levelFor(field.name),
    code: 'value_unknown',
    field: field.name,
    column,
    values: { cell: meaning(cell) },
  });
}

/** A heading, perhaps with its usual product; its word says what "other" of the heading was. */
function setHeading(answer: Answer, cell: string, draft: Draft, plan: ImportPlan): void {
  const code = 'code' in answer ? answer.code : plan.others.heading;
  if (code === undefined) return;
  const slash = code.indexOf('/');
  draft.goods.heading = slash === -1 ? code : code.slice(0, slash);
  draft.headingWord = meaning(cell);
  draft.headingKept = !('code' in answer);
  if (slash !== -1) draft.usualProduct = code.slice(slash + 1);
}

function setCurrency(word: string, draft: Draft, country: string | undefined): void {
  const code = /^[A-Z]{3}$/.test(word) ? word : moneyCounted(word, country);
  if (code !== undefined) draft.amountCurrency = code;
}

function setCode(field: ImportField, code: string | undefined, draft: Draft): void {
  if (code === undefined) return;
  if (field.part === 'facts') draft.facts[field.name] = code;
  else if (field.part === 'details') draft.details[field.name.slice(8)] = code;
  else draft.goods[field.name as 'unit'] = code;
}

function manyReader(
  field: ImportField,
  kind: WordKind,
  column: number,
  known: ReadonlyMap<string, Answer>,
): CellReader {
  return (cell, draft) => {
    if (isBlank(cell)) return;
    const codes: string[] = [];
    for (const word of splitMany(meaning(cell))) {
      const answer = known.get(wordKey(kind, word));
      if (!answer) unknown(field, column, word, draft);
      else if ('code' in answer && !codes.includes(answer.code)) codes.push(answer.code);
    }
    if (codes.length > 0) setSeveral(field, codes, draft);
  };
}

function setSeveral(field: ImportField, codes: readonly string[], draft: Draft): void {
  if (field.part === 'details') draft.details[field.name.slice(8)] = codes;
  else draft.facts[field.name] = codes;
}

function productReader(
  field: ImportField,
  column: number,
  known: ReadonlyMap<string, Answer>,
  { others }: ImportPlan,
): CellReader {
  const readUnder = memo((heading: string) =>
    memo((cell): Answer | 'unknown' => known.get(wordKey('product', meaning(cell), heading)) ?? 'unknown'),
  );
  return (cell, draft) => {
    if (isBlank(cell)) return;
    const { heading = '' } = draft.goods;
    const own = readUnder(draft.usualProduct === undefined ? heading : `${heading}/${draft.usualProduct}`)(cell);
    // A heading that was not known when its products were asked about: they were looked up in all headings.
    const answer = own === 'unknown' ? readUnder('')(cell) : own;
    draft.productWord = meaning(cell);
    const other = others[`product:${heading}`];
    if (own === 'unknown' && other !== undefined && isOnlyOther(answer, others)) keepWord(field, column, other, draft);
    else if (answer === 'unknown') unknown(field, column, cell, draft);
    else setProduct(answer, draft);
  };
}

/** Whether an answer only says that the goods are others. */
function isOnlyOther(answer: Answer | 'unknown', others: ImportPlan['others']): boolean {
  return answer !== 'unknown' && (!('code' in answer) || answer.code === others['product:OTH']);
}

/** Under a heading we know, goods we do not know are its others: the row goes in with the word, and says so. */
function keepWord(field: ImportField, column: number, other: string, draft: Draft): void {
  const word = draft.productWord ?? '';
  draft.goods.product = other.slice(other.indexOf('/') + 1);
  draft.goods.productText = word.slice(0, 200);
  draft.problems.push({ level: 'warning', code: 'value_unknown', field: field.name, column, values: { cell: word } });
}

function setProduct(answer: Answer, draft: Draft): void {
  if ('other' in answer) draft.goods.productText = answer.other;
  if (!('code' in answer)) return;
  const slash = answer.code.indexOf('/');
  if (slash > 0) draft.goods.heading = answer.code.slice(0, slash);
  draft.goods.product = answer.code.slice(slash + 1);
}
