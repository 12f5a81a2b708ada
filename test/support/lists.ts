import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { LookUp, ReferenceFact } from '../../src/seizures/goods/heading.ts';

interface Row extends ReferenceFact {
  readonly from: string;
  readonly to: string;
}

/** Lists whose rows are dated versions of their parent. */
const versioned = ['cites_listing', 'fx_rate'];
const loaded = new Map<string, readonly Row[]>();
const indexed = new Map<string, ReadonlyMap<string, Row>>();

/** The rows of one list, straight from its seed file; empty where there is no such file. */
export function csvList(list: string): readonly Row[] {
  const known = loaded.get(list);
  if (known !== undefined) return known;
  const path = new URL(`../../seeds/reference/${list === 'office' ? 'offices' : list}.csv`, import.meta.url);
  const records: Record<string, string>[] = existsSync(path)
    ? parse(readFileSync(path), { columns: true, bom: true })
    : [];
  const rows = records.map(asRow);
  loaded.set(list, rows);
  indexed.set(list, new Map(rows.map(row => [row.code, row])));
  return rows;
}

function asRow(record: Record<string, string>): Row {
  const {
    code = '',
    name_en = '',
    name_fr = '',
    parent = '',
    valid_from = '',
    valid_to = '',
    successor: _successor,
    ...further
  } = record;
  const details = Object.fromEntries(Object.entries(further).filter(([, value]) => value !== ''));
  return {
    code,
    nameEn: name_en,
    nameFr: name_fr,
    parent: parent === '' ? null : parent,
    details,
    from: valid_from,
    to: valid_to,
  };
}

/** A look-up over the seed files, as the portal's own is over its tables. */
export function csvLookUp(): LookUp {
  return (list, code, date) => {
    const rows = csvList(list);
    const row = indexed.get(list)?.get(code);
    if (row !== undefined) return date === undefined || isValid(row, date) ? row : undefined;
    const on = date ?? new Date().toISOString().slice(0, 10);
    return versioned.includes(list) ? rows.find(one => one.parent === code && isValid(one, on)) : undefined;
  };
}

function isValid(row: Row, date: string): boolean {
  return (row.from === '' || row.from <= date) && (row.to === '' || row.to >= date);
}
