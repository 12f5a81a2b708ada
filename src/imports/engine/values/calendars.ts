/** Dates of other calendars that can be read one way only, rewritten as year-month-day of the common calendar. */
export function inCommonYears(text: string): string {
  return ofJapan(text) ?? ofTaiwan(text) ?? ofPersia(text) ?? text;
}

/** First year of each era less one. */
const eras: Readonly<Record<string, number>> = {
  R: 2018,
  令和: 2018,
  令: 2018,
  H: 1988,
  平成: 1988,
  平: 1988,
  昭和: 1925,
};
const eraShape = /^(R|H|令和|令|平成|平|昭和)\s?(\d{1,2}|元)[.年/-]\s?(\d{1,2})[.月/-]\s?(\d{1,2})日?$/;

/** R5.6.2 and 令和5年6月2日 are 2 June 2023; the first year of an era is 元. */
function ofJapan(text: string): string | undefined {
  const [, era = '', year = '', month = '', day = ''] = eraShape.exec(text) ?? [];
  if (era === '') return undefined;
  return `${(eras[era] ?? 0) + (year === '元' ? 1 : Number(year))}-${month}-${day}`;
}

/** 113/05/02 and 民國113年5月2日 count from 1911. */
function ofTaiwan(text: string): string | undefined {
  const [, year = '', month = '', day = ''] =
    /^(?:(?:中華)?民[國国]\s?)?(1[0-4]\d)[./年-]\s?(\d{1,2})[./月-]\s?(\d{1,2})日?$/.exec(text) ?? [];
  return year === '' ? undefined : `${Number(year) + 1911}-${month}-${day}`;
}

/** Leap years of the Persian calendar from 1380, whose first day was 21 March 2001. */
const persianLeaps = [1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412];

/** 1402/09/13 of Iran and Afghanistan. Later years are of the lunar calendar, whose days are not read. */
function ofPersia(text: string): string | undefined {
  const [, ...parts] = /^(1[34]\d\d)[./-](\d{1,2})[./-](\d{1,2})$/.exec(text) ?? [];
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  if (year < 1380 || year > 1415 || month < 1 || month > 12 || day < 1 || day > (month < 7 ? 31 : 30)) return undefined;
  const leaps = persianLeaps.filter(leap => leap < year).length;
  const days = (year - 1380) * 365 + leaps + (month < 8 ? (month - 1) * 31 : 186 + (month - 7) * 30) + day - 1;
  return new Date(Date.UTC(2001, 2, 21) + days * 86_400_000).toISOString().slice(0, 10);
}
