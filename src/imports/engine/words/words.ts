import { inPlainLetters } from '../../../text/fold.ts';
import { simplifiedHan } from './han.ts';

/**
 * One form for all spellings of a word: lower case, no accents, punctuation to one space. A word of punctuation only
 * ('#', '%') stays as it is.
 */
export function fold(text: string): string {
  const plain = vowelSigns.test(text) ? text.normalize('NFC').toLowerCase() : inPlainLetters(text);
  const folded = inOneSpelling(plain)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
  return folded === '' ? text.trim().toLowerCase() : folded;
}

/** Scripts from Devanagari to Thai and Khmer: their marks are vowels, and a word without them is another word. */
const vowelSigns = /[\u0900-\u109f\u1780-\u17ff]/;

const latin = /^[\x00-\u024f]*$/;

/** Scripts with several ways to write one word: Arabic and Persian, Chinese, and Korean taken apart by its accents. */
function inOneSpelling(text: string): string {
  if (latin.test(text)) return text;
  return simplifiedHan(inOneArabic(text).normalize('NFC'));
}

const arabicLetters: Readonly<Record<string, string>> = { ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ۀ: 'ه', ہ: 'ه' };

/** Arabic without lengthening and article, its letters and digits in one form. */
function inOneArabic(text: string): string {
  return text
    .replace(/\u0640+/g, '')
    .replace(/[ٱىیکةۀہ]/g, letter => arabicLetters[letter] ?? letter)
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15))
    .replace(/(?<!\p{L})ال(?=\p{L}{3})/gu, '');
}

/** Like fold, for column headers: `seizureDate` and `SEIZURE_DATE` become two words. */
export function foldHeader(text: string): string {
  return fold(text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'));
}

/** Distinct words sorted, stop words dropped: "MOLDOVA, REPUBLIC OF" and "Republic of Moldova" agree. */
export function fingerprint(folded: string, stops: ReadonlySet<string>): string {
  const words = folded.split(' ');
  const kept = words.filter(word => !stops.has(word));
  return [...new Set(kept.length === 0 ? words : kept)].sort().join(' ');
}

/** Trimmed, inner white space (no-break spaces and line breaks too) to one space. */
export function tidy(cell: string): string {
  return cell.replace(/[\s\u00a0\u202f\u2007\ufeff\u200b]+/g, ' ').trim();
}

/** The cell as an officer meant it: tidy, without the apostrophe that guards a cell against being run as a formula. */
export function meaning(cell: string): string {
  const text = tidy(cell);
  return /^'\s?[=+\-@＝＋－＠]/.test(text) ? text.slice(1).trim() : text;
}

/** Whether any of the cells is more than white space. */
export function hasText(cells: readonly string[]): boolean {
  return cells.some(cell => cell !== '' && cell.trim() !== '');
}

/** Words that mean "the cell holds nothing", in any column. A dash is not zero. */
const nothing = new Set(['', '-', '--', '---', '–', '—', '.', '..', '…', 'n.a.', 'null', '(null)', '(blank)', '#']);

/** Whether a cell states nothing. "Unknown" states something, and NA is Namibia. */
export function isBlank(cell: string): boolean {
  return cell === '' || nothing.has(cell.trim().toLowerCase());
}

const notStatedWords = `n/a,n.a.,not applicable,not stated,none,nil,sans objet,néant,no aplica,ninguno,não aplicável,
nie dotyczy,brak,entfällt,keine angabe,не указано,нет,не вказано,немає,відсутнє,yok,
belirtilmemiş,无,無,未填,لا يوجد,غير محدد,tidak ada,nihil,non specificato,geen,nincs,없음,なし,ندارد,
neuvedeno,bez označení,nezjištěno,neuvedené,n/d,s/d,s.d.,sin dato,sem dados,не установлено,н/д,
не наведено,nenurodyta,nav norādīts,puudub,ei tiedossa,ei ilmoitettu,ikke oppgitt,ikke oplyst,
ej angivet,saknas,nije navedeno,није наведено,ni podatka,δεν αναφέρεται,няма данни,nespecificat,
không có,ไม่ระบุ,미상,不明,不详,לא צוין,אין,नहीं,hakuna,tiada,tak diketahui,belirsiz,غير معروف,
neznámé,tuntematon,okänt`;
const notStated = new Set(notStatedWords.split(/,\n?/));

/** Whether a free text says no more than that there is nothing to say. */
export function saysNothing(cell: string): boolean {
  return isBlank(cell) || notStated.has(cell.trim().toLowerCase());
}

/**
 * A copy of a cell that may be kept: a cell cut out of the text of a file keeps that whole text in memory (strings of
 * 13 characters and more are views of what they were cut from).
 */
export function detached(cell: string): string {
  return cell.length < 13 ? cell : Buffer.from(cell, 'utf16le').toString('utf16le');
}
