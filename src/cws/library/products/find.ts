import type { Lists, ReferenceEntry } from '../../../reference/index.ts';
import { bareNumber } from '../../search/exact.ts';
import { sheetLists } from './catalogue.ts';
import type { SheetList } from './sheet-list.ts';

/** The numbers a sheet is found by at once, as they are compared. */
export function exactNumbers({ numbers, names }: SheetList, entry: ReferenceEntry): string[] {
  const short = names(entry).filter(name => /^\p{L}+[ -]?\d/u.test(name));
  return [...new Set([...numbers(entry), ...short].map(bareNumber).filter(number => number.length > 1))];
}

/** The code a number names in a list: itself, an ASHRAE number, a CAS number, in whatever spelling. */
export function codeNamed(lists: Lists, sheet: SheetList, number: string): string | undefined {
  if (lists.lookUp(sheet.list, number)?.code === number) return number;
  const wanted = bareNumber(number);
  return wanted === ''
    ? undefined
    : lists.all(sheet.list).find(entry => exactNumbers(sheet, entry).includes(wanted))?.code;
}

interface Related {
  readonly list: string;
  readonly entry: ReferenceEntry;
}

/** Components of a blend: "HCFC-22 50%, HFC-125 4%" names codes of the substances. */
export function componentsOf(lists: Lists, composition: string): { text: string; entry: ReferenceEntry | undefined }[] {
  return composition
    .split(/,\s(?=\S)/)
    .filter(Boolean)
    .map(text => {
      const name = text.replace(/\s[\d.,-]+\s?%.*$/, '').trim();
      return {
        text,
        entry: lists.lookUp('ods', name) ?? lists.all('ods').find(({ code }) => code.startsWith(`${name} (`)),
      };
    });
}

/** Blends a substance is part of. */
export function blendsWith(lists: Lists, code: string): ReferenceEntry[] {
  const bare = code.replace(/ \(.*$/, '');
  return lists
    .all('ods_blend')
    .filter(({ details }) =>
      (details.composition ?? '').split(', ').some(part => part === bare || part.startsWith(`${bare} `)),
    );
}

/** Products of other lists that are classified under an HS code, or below it. */
export function productsUnder(lists: Lists, hs: string): Related[] {
  return sheetLists.flatMap(({ list }) =>
    lists
      .all(list)
      .filter(({ details }) => details.hs_code?.startsWith(hs))
      .map(entry => ({ list, entry })),
  );
}

/** Substances of the same family that a customs declaration cannot tell apart: the same HS code. */
export function sameCode(lists: Lists, { list }: SheetList, entry: ReferenceEntry): ReferenceEntry[] {
  const hs = entry.details.hs_code;
  return hs === undefined
    ? []
    : lists.all(list).filter(other => other.code !== entry.code && other.details.hs_code === hs);
}
