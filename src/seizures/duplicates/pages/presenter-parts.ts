import {
  factText,
  lineLabel,
  lineSummary,
  lineText,
  personText,
  quantityText,
} from '../../record/pages/presenter-differences.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { choicesOf, type Part } from '../compare.ts';
import type { Cell, Pick, Side, Values } from '../side.ts';

interface Shown {
  readonly picks: ReadonlyMap<string, Pick>;
  readonly refs: readonly string[];
  readonly words: Words;
}

/**
 * The rows of the table: those to choose from, and those that agree; with how many are not the first record's. Pure.
 */
export function presentParts(parts: readonly Part[], sides: readonly Side[], shown: Shown) {
  const rows = parts.map((part, at) => rowOf(part, at, sides, shown));
  const differing = rows.filter(({ isOpen }) => isOpen);
  return {
    differing,
    agreeing: rows.filter(({ isOpen }) => !isOpen),
    taken: differing.filter(({ picked }) => picked !== '0' && picked !== 'none').length,
  };
}

function rowOf(part: Part, at: number, sides: readonly Side[], { picks, refs, words }: Shown) {
  const choices = choicesOf(part, sides);
  const picked = picks.get(part.key) ?? part.proposed;
  const label = labelOf(part, words);
  return {
    label,
    isOpen: !part.agrees,
    name: `p${at}`,
    picked: String(picked),
    cells: part.cells.map((cell, side) => ({
      ref: refs[side] ?? '',
      text: cell ? cellText(part, cell, words) : words.t('duplicates:notStated'),
      isStated: cell !== undefined,
      ...(!part.agrees && choices.includes(side)
        ? {
            choice: {
              value: String(side),
              checked: picked === side,
              id: `p${at}-${side}`,
              label: `${label}, ${refs[side] ?? ''}`,
              why: part.proposed === side && part.why !== '' ? words.t(`duplicates:better.${part.why}`) : '',
            },
          }
        : {}),
    })),
    // What is no record's own value: all texts, or leaving a line out.
    others: choices
      .filter(one => typeof one !== 'number')
      .map(value => ({
        value,
        checked: picked === value,
        label: words.t(`duplicates:pick.${value}`),
        why: part.proposed === value && value === 'all' ? words.t('duplicates:better.texts') : '',
      })),
  };
}

function labelOf({ key, cells }: Part, words: Words): string {
  const [of = '', place = '', ...rest] = key.split('.');
  const line = cells.find(cell => cell?.of === 'line');
  if (of === 'persons') return words.t('record:persons.title');
  if (of === 'more') return words.t('duplicates:oneMoreLine');
  if (of === 'facts' || line?.of !== 'line') return words.label(place === 'place' ? 'placeName' : place);
  return `${words.t('record:line', { no: Number(place) + 1 })}, ${lineLabel(rest.join('.'), line.line, words)}`;
}

function cellText({ key }: Part, cell: Cell, words: Words): string {
  if (cell.of === 'whole') return lineSummary(cell.line, words);
  if (cell.of === 'persons')
    return cell.persons.map(one => `${words.number(one.count)} × ${personText(one, words)}`).join('; ');
  if (cell.of === 'facts') return factsText(key.slice('facts.'.length), cell.values, words);
  const { quantity, unit, quantity2, unit2, value, currency, ...others } = cell.values;
  const amounts = [
    quantityText(numberOf(quantity), textOf(unit), textOf(cell.line.currency), words),
    quantityText(numberOf(quantity2), textOf(unit2), undefined, words),
    value === undefined ? '' : `${words.number(Number(value))} ${textOf(currency) ?? ''}`.trim(),
  ];
  const rest = Object.entries(others).map(([name, one]) => lineText(name, one, cell.line, words));
  return [...amounts, ...rest].filter(Boolean).join(', ');
}

function factsText(name: string, values: Values, words: Words): string {
  if (name === 'narrative') {
    const count = String(values.narrative ?? '')
      .split(/\s+/)
      .filter(Boolean).length;
    return words.t('duplicates:words', { count });
  }
  const { datePrecision, latitude: _latitude, longitude: _longitude, placeName, place, ...rest } = values;
  const shown: Values = {
    ...(placeName === undefined ? (place === undefined ? {} : { place }) : { placeName }),
    ...rest,
    ...(datePrecision === undefined || datePrecision === 'day' ? {} : { datePrecision }),
  };
  const text = Object.entries(shown).map(([one, value]) => factText(one, value, words));
  return text.join(', ') || words.t('duplicates:notStated');
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
