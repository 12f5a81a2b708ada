import { NotFound } from '../../errors.ts';
import type { Lists, Offices } from '../../reference/index.ts';
import { isHeadingCode, productList, type Criteria, type Names } from '../../seizures/index.ts';
import { halves } from '../cells/dimension.ts';

/** What a situation is of: a product ("DRUG/KET"), a country on any part of a route, a Member's own records. */
export const kinds = ['product', 'country', 'member'] as const;
export type Kind = (typeof kinds)[number];

export interface Subject {
  readonly kind: Kind;
  /** "DRUG/KET", or the code of a country. */
  readonly code: string;
  /** The filters of `/seizures` that find its cases. */
  readonly criteria: Partial<Criteria>;
}

interface Sources {
  readonly lists: Lists;
  readonly offices: Offices;
}

/** Reads the end of an address: "product", "DRUG-KET". Throws NotFound for what no list knows. */
export function readSubject(kind: string, of: string, sources: Sources): Subject {
  const known = kinds.find(one => one === kind);
  const criteria = known && criteriaOf(known, known === 'product' ? of.replace('-', '/') : of, sources);
  if (!known || !criteria) throw new NotFound('no such situation');
  return { kind: known, code: known === 'product' ? of.replace('-', '/') : of, criteria };
}

function criteriaOf(kind: Kind, code: string, { lists, offices }: Sources): Partial<Criteria> | undefined {
  if (kind === 'product') {
    const [heading, product] = halves(code, '/');
    const isKnown = isHeadingCode(heading) && lists.lookUp(productList(heading), product) !== undefined;
    return isKnown ? { heading: [heading], product: [product] } : undefined;
  }
  if (code === 'ZZ' || lists.lookUp('country', code) === undefined) return undefined;
  if (kind === 'country') return { touches: [code] };
  return offices.all.some(office => office.kind === 'administration' && office.country === code)
    ? { country: [code] }
    : undefined;
}

/** Whether there is a page of it: records may name what no list knows any more, and countries that are no Members. */
export function hasSituation(kind: Kind, code: string, sources: Sources): boolean {
  return criteriaOf(kind, code, sources) !== undefined;
}

/** Where the situation of a product, a country or a Member is. */
export function addressOfSituation(kind: Kind, code: string): string {
  return `/analysis/situations/${kind}/${encodeURIComponent(code.replace('/', '-'))}`;
}

export function nameOfSubject({ kind, code }: Pick<Subject, 'kind' | 'code'>, names: Names): string {
  return kind === 'product' ? names.product(...halves(code, '/')) : names.of('country', code);
}
