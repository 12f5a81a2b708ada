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
  8: 'august aug aout agosto ago август августа авг sierpien sierpnia sie',
  9: 'september sep sept septembre septiembre setiembre setembro set сентябрь сентября сен сент wrzesien wrzesnia wrz',
  10: 'october oct octobre octubre outubro out октябрь октября окт pazdziernik pazdziernika paz oktober okt',
  11: 'november nov novembre noviembre novembro ноябрь ноября ноя нояб listopad listopada lis',
  12: 'december dec decembre diciembre dic dezembro dez декабрь декабря дек grudzien grudnia gru dezember',
};

/** Name without accents, lower case -> 1 to 12. */
export const monthNames: ReadonlyMap<string, number> = new Map(
  Object.entries(written).flatMap(([month, names]) =>
    names.split(' ').map(name => [withoutMarks(name), Number(month)] as const),
  ),
);
