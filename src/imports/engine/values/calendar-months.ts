/** Months of the calendar of the moon and of the Persian one, in the spellings dates are written in. */
const months: readonly (readonly string[])[] = [
  'محرم|محرم الحرام|فروردین|حمل',
  'صفر|اردیبهشت|ثور',
  'ربيع الاول|ربيع اول|خرداد|جوزا',
  'ربيع الاخر|ربيع الثاني|ربيع ثاني|تیر|سرطان',
  'جمادي الاولي|جمادي الاول|جمادي اول|مرداد|امرداد|اسد',
  'جمادي الاخره|جمادي الثانيه|جمادي الاخر|جمادي الثاني|جمادي ثاني|شهریور|سنبله',
  'رجب|مهر|میزان',
  'شعبان|آبان|عقرب',
  'رمضان|آذر|قوس',
  'شوال|دی|جدی',
  'ذو القعده|ذي القعده|ذوالقعده|ذيقعده|بهمن|دلو',
  'ذو الحجه|ذي الحجه|ذوالحجه|ذيحجه|اسفند|حوت',
].map(names => names.split('|').map(plain));

const numbers = new Map(months.flatMap((names, at) => names.map(name => [name, at + 1] as const)));

/** Letters that are written one way or the other in the same name. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\u064b-\u0652\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىیې]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/ة/g, 'ه')
    .replace(/\s+/g, ' ')
    .trim();
}

const namedDay = /^(\d{1,2})[\s/.-]+(\p{L}[\p{L}\p{M} ]*?)(?:\s+ماه)?[\s/.,،-]+(1[34]\d\d)$/u;

/** "١٣ ربيع الأول ١٤٤٥" and "۱۳ مهر ماه ۱۴۰۲" in figures: 13/3/1445 and 13/7/1402. Other texts stay as they are. */
export function numberOfMonth(text: string): string {
  const [, day = '', name = '', year = ''] = namedDay.exec(text) ?? [];
  const month = name === '' ? undefined : numbers.get(plain(name));
  return month === undefined ? text : `${day}/${month}/${year}`;
}
