import type { Vocabulary } from '../words/vocabulary.ts';
import { tidy } from '../words/words.ts';

/** What stands before the name of a unit above a table. */
const labels = `unit,units,unit of measure,unité,unités,unidad,unidades,unidad de medida,unidade,unidades,einheit,
einheiten,eenheid,unità di misura,unità,jednostka,jednostka miary,единица измерения,единицы измерения,ед. изм.,ед.изм.,
одиниця виміру,од. вим.,birim,birimi,الوحدة,وحدة القياس,واحد,单位,單位,単位,数量単位,数量单位,단위,หน่วย,đơn vị,đơn vị tính,đvt,satuan,
mértékegység,jednotka,jedinica,јединица мере,мерна единица,μονάδα μέτρησης,enhet,enhed,yksikkö,ühik,mērvienība,
matavimo vienetas,unitate de măsură,יחידה,इकाई,একক,kipimo`;
const labelled = new RegExp(
  String.raw`(?:^|[\s(（【,;])(?:${labels
    .split(/,\n?/)
    .map(label => label.replaceAll('.', String.raw`\.`))
    .join('|')})\s*[:：=]\s*([^,;)）】]{1,24})`,
  'iu',
);
const inBrackets = /[([（【]\s*(?:in|en|em|w|в|у)?\s*([^)\]）】]{1,24}?)\s*[)\]）】]/giu;
const inWords = /(?:^|\s)(?:in|en|em|w|в|у|cinsinden)\s+(\p{L}{2,14})(?=$|[\s.,;)])/giu;

/** Measures by weight or volume: "cases" and "pieces" in a title are words. */
const measured: ReadonlySet<string> = new Set(['kg', 'g', 'mg', 't', 'L', 'mL', 'lb', 'oz']);

/** The one unit that the file's name or the texts above its table say its quantities are in. */
export function unitInTitles(titles: readonly string[], vocabulary: Vocabulary): string | undefined {
  const found = new Set(titles.flatMap(title => unitsIn(tidy(title), vocabulary)));
  return found.size === 1 ? [...found][0] : undefined;
}

function unitsIn(title: string, vocabulary: Vocabulary): string[] {
  const label = unitOf(labelled.exec(title)?.[1] ?? '', vocabulary);
  if (label !== undefined) return [label];
  const words = [...title.matchAll(inBrackets), ...title.matchAll(inWords), ...nameParts(title)];
  return words.flatMap(([, word = '']) => {
    const unit = unitOf(word, vocabulary);
    return unit !== undefined && measured.has(unit) ? [unit] : [];
  });
}

/** "incautaciones_kg_2023.csv". */
function nameParts(title: string): RegExpMatchArray[] {
  return /\.\w{2,5}$/.test(title)
    ? [...title.matchAll(/[_\s-](kg|kgs|kilos?|grams?|gramos|litres?|liters?|litros?)(?=[_\s.-])/giu)]
    : [];
}

function unitOf(word: string, { matchers }: Vocabulary): string | undefined {
  const text = word.trim();
  if (text === '') return undefined;
  const match = matchers.unit.match(text, { spelling: false });
  return match.how === 'exact' && match.auto ? match.code : undefined;
}
