import { withoutMarks } from '../../../text/fold.ts';

/** Month names and abbreviations in seven languages, without accents, in the cases dates are written in. */
const written: Readonly<Record<number, string>> = {
  1: 'january jan janvier janv enero ene janeiro январь января янв styczen stycznia sty januar janner jan',
  2: 'february feb fevrier fevr fev febrero fevereiro февраль февраля фев февр luty lutego lut februar',
  3: 'march mar mars marzo marco март марта мар marzec marca marz mrz maerz',
  4: 'april apr avril avr abril abr апрель апреля апр kwiecien kwietnia kwi',
  5: 'may mai mayo maio май мая maj maja',
  6: 'june jun juin junio junho июнь июня июн czerwiec czerwca cze juni',
  7: 'july jul juillet juil julio julho июль июля июл lipiec lipca lip juli',
  8: 'august aug aout agosto ago август августа авг sierpien sierpnia sie agt',
  9: 'september sep sept septembre septiembre setiembre setembro set сентябрь сентября сен сент wrzesien wrzesnia wrz',
  10: 'october oct octobre octubre outubro out октябрь октября окт pazdziernik pazdziernika paz oktober okt',
  11: 'november nov novembre noviembre novembro ноябрь ноября ноя нояб listopad listopada lis',
  12: 'december dec decembre diciembre dic dezembro dez декабрь декабря дек grudzien grudnia gru dezember',
};

const others = (
  'uk tr ar ar-DZ ar-MA ar-TN ar-IQ id ms it nl sv da nb fi is et lv lt ro cs sk sl hr bs mk vi th fa ' +
  'el bg sr sr-Latn hu sq ka hy az kk uz he ur hi bn sw ca de fr es pt pl ru'
).split(' ');

/**
 * Months in further languages, alone and as they stand beside a day, from the names the runtime carries. One name of
 * two months (listopad is October or November) is left to the list above, and to nobody where that has it not.
 */
function carried(): [string, number][] {
  const found = new Map<string, Set<number>>();
  for (const language of others)
    for (const [month, name] of namesIn(language)) found.set(name, (found.get(name) ?? new Set()).add(month));
  return [...found].flatMap(([name, months]) => (months.size === 1 ? [[name, [...months][0] ?? 0]] : []));
}

function namesIn(language: string): (readonly [number, string])[] {
  const styles = (['long', 'short'] as const).flatMap(month => [{ month }, { month, day: 'numeric' } as const]);
  const months = Array.from({ length: 12 }, (_, at) => at);
  return styles.flatMap(style => {
    const format = new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC', calendar: 'gregory' });
    return months
      .map(at => [at + 1, monthIn(format, Date.UTC(2024, at, 5))] as const)
      .filter(([, name]) => /^\p{L}{3,}$/u.test(name));
  });
}

/** Thai abbreviations, whose vowel signs tell March from January. */
const thai: ReadonlyMap<string, number> = new Map(
  'มค กพ มีค เมย พค มิย กค สค กย ตค พย ธค'.split(' ').map((name, at) => [name, at + 1]),
);

/** The month of an abbreviation as it is written, its points left out. */
export function thaiMonth(name: string): number | undefined {
  return thai.get(name);
}

const withVowelSigns = 'bn hi ne mr gu pa ta te kn ml si'.split(' ');
let spelled: ReadonlyMap<string, number> | undefined;

/** The month of a whole name in a script whose vowel signs tell names apart (মে is May, of one letter without them). */
export function monthWritten(name: string): number | undefined {
  spelled ??= new Map(
    withVowelSigns.flatMap(language => {
      const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC', calendar: 'gregory' });
      return Array.from({ length: 12 }, (_, at): [string, number] => [
        format.format(Date.UTC(2024, at, 5)).normalize('NFC'),
        at + 1,
      ]);
    }),
  );
  return spelled.get(name.normalize('NFC'));
}

function monthIn(format: Intl.DateTimeFormat, day: number): string {
  const part = format.formatToParts(day).find(({ type }) => type === 'month');
  return withoutMarks(part?.value ?? '').replace(/\.$/, '');
}

const listed = new Map(
  Object.entries(written).flatMap(([month, names]) =>
    names.split(' ').map(name => [withoutMarks(name), Number(month)] as const),
  ),
);
let further: ReadonlyMap<string, number> | undefined;

/** Name without accents, lower case -> 1 to 12. The further languages are made when the first of their names is met. */
export const monthNames: Pick<ReadonlyMap<string, number>, 'get' | 'has'> = {
  get: name => listed.get(name) ?? (further ??= new Map(carried())).get(name),
  has: name => monthNames.get(name) !== undefined,
};
