/** Months of the Ethiopian calendar, thirteen of them, as they are written in Amharic and in Latin letters. */
const months: readonly (readonly string[])[] = [
  'መስከረም|meskerem|maskaram',
  'ጥቅምት|tikimt|tikemt|teqemt|tekemt|tikmt',
  'ኅዳር|ህዳር|hidar|hedar',
  'ታኅሣሥ|ታህሳስ|ታህሣሥ|tahsas|tahisas|tahesas',
  'ጥር|tir|ter',
  'የካቲት|yekatit|yakatit',
  'መጋቢት|megabit|maggabit',
  'ሚያዝያ|ሚያዚያ|miazia|miyazya|miyazia|miyaziya',
  'ግንቦት|ginbot|genbot',
  'ሰኔ|sene|sane',
  'ሐምሌ|ሀምሌ|hamle|hamlie',
  'ነሐሴ|ነሀሴ|ነሃሴ|nehase|nehasse|nahase',
  'ጳጉሜን|ጳጉሜ|pagume|pagumen|pagumien',
].map(names => names.split('|'));

const numbers = new Map(months.flatMap((names, at) => names.map(name => [name, at + 1] as const)));

const era = String.raw`(?:\s*(?:ዓ\.?\s?ም|E\.?\s?C)\.?)`;
const dayFirst = new RegExp(String.raw`^(\d{1,2})[\s./-]+(\p{L}+)[\s.,/-]+(\d{4})${era}?$`, 'iu');
const monthFirst = new RegExp(String.raw`^(\p{L}+)[\s./-]+(\d{1,2})(?:\s*ቀን)?[\s.,/-]+(\d{4})${era}?$`, 'iu');
const inFigures = new RegExp(String.raw`^(\d{1,2})[./-](\d{1,2})[./-](\d{4})${era}$`, 'iu');

/** Day 1 of year 1 as a Julian day, and that of 1 January 1970. */
const [firstDay, unixDay] = [1_724_221, 2_440_588];

/** "12 Meskerem 2016", "መስከረም 12 ቀን 2016" and "12/01/2016 E.C." in the common calendar: 23 September 2023. */
export function ofEthiopia(text: string): string | undefined {
  const [, day, name, year] = dayFirst.exec(text) ?? turned(monthFirst.exec(text)) ?? [];
  const month = numbers.get(name?.toLowerCase() ?? '');
  if (month !== undefined) return ethiopianDay(Number(year), month, Number(day));
  const [, d, m, y] = inFigures.exec(text) ?? [];
  return y === undefined ? undefined : ethiopianDay(Number(y), Number(m), Number(d));
}

function turned(found: RegExpExecArray | null): readonly (string | undefined)[] | undefined {
  return found ? [found[0], found[2], found[1], found[3]] : undefined;
}

/** The day of the common calendar; undefined for one that is none. */
export function ethiopianDay(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 13 || day < 1 || day > (month === 13 ? 6 : 30) || year < 1950 || year > 2092)
    return undefined;
  const julian = firstDay + 365 * (year - 1) + Math.floor(year / 4) + 30 * (month - 1) + day - 1;
  return new Date((julian - unixDay) * 86_400_000).toISOString().slice(0, 10);
}
