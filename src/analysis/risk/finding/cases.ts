import type { Lists } from '../../../reference/index.ts';
import { dimensionOf, halves, productsOfGroup, type DimensionName } from '../../cells/dimension.ts';
import { strataOf, type Cases } from '../../indicators/data.ts';
import type { NamedSign, Naming } from './found.ts';
import type { AlikeCases, ReadCase } from './search-cases.ts';

/** Values numbered as they are met. */
class Numbering {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();

  of(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const code = this.names.length;
    this.#codes.set(name, code);
    this.names.push(name);
    return code;
  }
}

/** Cases as codes, with the names of the codes. */
export interface CodedCases extends Naming {
  readonly cases: Cases;
}

export function quarterOf(month: string): number {
  return Number(month.slice(0, 4)) * 4 + Math.floor((Number(month.slice(5, 7)) - 1) / 3);
}

/** "2026-Q1", as a field of figures has it. */
export function quarterName(quarter: number): string {
  return `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;
}

/** Takes cases as they are read, month by month, and keeps their codes alone. */
export class CaseCoder {
  readonly #names: readonly DimensionName[];
  readonly #lists: Lists;
  readonly #columns: number[][];
  readonly #values: Numbering[];
  readonly #members = new Numbering();
  readonly #rows = {
    members: [] as number[],
    quarters: [] as number[],
    years: [] as number[],
    uploads: [] as number[],
  };

  constructor(names: readonly DimensionName[], lists: Lists) {
    this.#names = names;
    this.#lists = lists;
    this.#columns = names.map(() => []);
    this.#values = names.map(() => new Numbering());
  }

  add(read: readonly ReadCase[]): void {
    for (const { country, month, upload, values } of read) {
      this.#rows.members.push(this.#members.of(country));
      this.#rows.quarters.push(quarterOf(month));
      this.#rows.years.push(Number(month.slice(0, 4)));
      this.#rows.uploads.push(upload ?? -1);
      for (const [at, name] of this.#names.entries()) {
        const value = values[at] ?? null;
        const raised = value === null ? null : (dimensionOf(name).of?.(value, this.#lists) ?? value);
        this.#columns[at]?.push(raised === null ? -1 : (this.#values[at]?.of(raised) ?? -1));
      }
    }
  }

  coded(): CodedCases {
    const { members, quarters, years, uploads } = this.#rows;
    const own = Int32Array.from(members);
    return {
      cases: {
        columns: this.#columns.map(column => Int32Array.from(column)),
        members: own,
        quarters: Int32Array.from(quarters),
        strata: strataOf(own, Int32Array.from(years), Int32Array.from(uploads)),
      },
      members: this.#members.names,
      name: ({ attribute, code }) => ({
        field: this.#names[attribute] ?? 'heading',
        value: this.#values[attribute]?.names[code] ?? '',
      }),
    };
  }
}

/** Codes of cases that are alike, each as many rows as it counts; one column a sign, the last the outcome. */
export function rowsOf(alike: readonly AlikeCases[], named: readonly NamedSign[]): CodedCases {
  const total = alike.reduce((sum, { cases }) => sum + cases, 0);
  const columns = named.map(() => new Int32Array(total));
  const [members, quarters] = [new Int32Array(total), new Int32Array(total)];
  const countries = new Numbering();
  let row = 0;
  for (const { cases, has, country, month } of alike) {
    for (const [at, column] of columns.entries()) column.fill(has[at] ?? -1, row, row + cases);
    members.fill(countries.of(country), row, row + cases);
    quarters.fill(quarterOf(month), row, row + cases);
    row += cases;
  }
  const strata = strataOf(
    members,
    quarters.map(quarter => Math.floor(quarter / 4)),
  );
  return {
    cases: { columns, members, quarters, strata },
    members: countries.names,
    name: ({ attribute }) => named[attribute] ?? { field: 'heading', value: '' },
  };
}

/** What records have in the column of a field where they have this value: the products of a group are several. */
export function codesOf({ field, value }: NamedSign, lists: Lists): readonly string[] {
  if (field !== 'group' || value.includes('/')) return [value];
  const [heading] = halves(value, ':');
  return productsOfGroup(value, lists).map(code => `${heading}/${code}`);
}
