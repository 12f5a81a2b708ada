import type { Aside } from './raw-rows.ts';
import { cellType } from '../values/cell-type.ts';
import { westernDigits } from '../values/digits.ts';
import { fold } from '../words/words.ts';

const totalWords =
  'جمع|جمع کل|' +
  'totals?|sum|summe|gesamt|insgesamt|suma|razem|ogolem|lacznie|итого|всего|soma|somme|total general|total geral|' +
  'усього|разом|всього|toplam|genel toplam|jumlah|totale|totaal|المجموع|الاجمالي|اجمالي|مجموع|合计|总计|小计|合計|總計|計|' +
  'celkem|spolu|ukupno|укупно|общо|вкупно|osszesen|mindosszesen|συνολο|γενικο συνολο|iš viso|is viso|viso|kopa|kokku|' +
  'yhteensa|totalt|i alt|sammenlagt|skupaj|tong cong|tong|cong|รวม|รวมทั้งสิ้น|ยอดรวม|합계|총계|소계|계|סהכ|סך הכל|jumla|' +
  'सकल|कुल|योग|মোট|সর্বমোট|উপমোট|subtotal|sous total|zwischensumme|podsuma|промежуточный итог|подытог|ara toplam';
const totals = new RegExp(
  `^(?:grand |sub ?)?(?:${totalWords})(?: \\d.*| (?:general|generale|geral|of|de|rows|records|kg|g)(?: .*)?)?$`,
);
/** A word for a total before or behind what it is the total of: "TOTAL 1st QUARTER", "รวมเดือนตุลาคม". */
const ofSomething = new RegExp(
  `^(?:grand |sub ?)?(?:${totalWords})(?: |(?=[\\p{sc=Thai}\\p{sc=Han}\\p{sc=Hangul}]))| (?:${totalWords})$`,
  'u',
);
const noteWords =
  'sources?|notes?|remark|quelle|anmerkung|zrodlo|uwaga|fuente|nota|fonte|источник|примечание|' +
  'printed|generated|prepared|exported|stand|etat au';
const notes = new RegExp(`^(?:${noteWords})(?: |$)`);

/** Why a row is no record, judging by its cells alone; undefined for a record. */
export function asideReason(cells: readonly string[], header: readonly string[]): Aside | undefined {
  const start = cells.find(isFilled);
  if (start === undefined) return undefined;
  const filled = filledIn(cells, start);
  const width = header.length;
  if (filled === 1 && width >= 4) return totals.test(fold(start)) ? 'total' : 'note';
  if (filled < width && isTotalRow(start, cells, filled * 2 <= width + 1)) return 'total';
  if (filled <= 2 && width >= 4 && notes.test(fold(start))) return 'note';
  return isHeaderAgain(cells, header, filled) || numbersColumns(cells, filled) ? 'header' : undefined;
}

/** Filled cells; those merged across the table hold one text. */
function filledIn(cells: readonly string[], start: string): number {
  let filled = 0;
  let isOneText = true;
  for (const cell of cells)
    if (isFilled(cell)) {
      filled += 1;
      if (cell !== start) isOneText = false;
    }
  return filled > 2 && isOneText ? 1 : filled;
}

/** "(1)", "(2)", "(3)" below the header: the number of each column. */
function numbersColumns(cells: readonly string[], filled: number): boolean {
  if (filled < 4) return false;
  const numbers = cells
    .filter(isFilled)
    .map(cell => Number(/^[([]?\s*(\d{1,2})\s*[)\].]?$/.exec(westernDigits(cell.trim()))?.[1]));
  return numbers.every((number, at) => (at === 0 ? number <= 2 : number === (numbers[at - 1] ?? 0) + 1));
}

function isFilled(cell: string): boolean {
  return cell !== '' && cell.trim() !== '';
}

function isTotal(cell: string): boolean {
  return /^\D{3,}/.test(cell) && totals.test(fold(cell));
}

/** A row of few cells that begins with a word for a total, or one of figures behind what they are the total of. */
function isTotalRow(start: string, cells: readonly string[], isShort: boolean): boolean {
  return (isShort && isTotal(start)) || isTotalOf(start, cells);
}

/** A total of something, with figures only. */
function isTotalOf(start: string, cells: readonly string[]): boolean {
  if (start.length > 60 || !/^\D{3}/.test(start.trim()) || !ofSomething.test(fold(start))) return false;
  const others = cells.filter(cell => isFilled(cell) && cell !== start);
  return others.length > 0 && others.every(isFigure);
}

/** A number, with no more than a word beside it, and no date. */
function isFigure(cell: string): boolean {
  return (
    /^(?:[^\p{Nd}]{0,3}|\p{L}{2,12}:? )\p{Nd}[\p{Nd}\s.,'’]*[^\p{Nd}]{0,12}$/u.test(cell.trim()) &&
    cellType(cell) !== 'date'
  );
}

function isHeaderAgain(cells: readonly string[], header: readonly string[], filled: number): boolean {
  if (filled < 2) return false;
  for (let column = 0; column < header.length; column += 1) {
    const name = header[column] ?? '';
    if (name !== '' && (cells[column] ?? '').trim() !== name.trim()) return false;
  }
  return true;
}
