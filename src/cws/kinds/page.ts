import { rights } from '../../access/index.ts';
import { countries } from './common-fields.ts';
import type { Kind } from './kind.ts';

export const branches = [
  'law',
  'manuals',
  'identification',
  'products',
  'concealment',
  'nomenclature',
  'portal',
] as const;

/**
 * A page of the reference system: a legal text, a manual, a guide. The Secretariat keeps it and says when it was last
 * checked.
 */
export const page: Kind = {
  code: 'page',
  prefix: 'PAGE',
  base: '/cws/reference/pages',
  list: () => '/cws/reference',
  texts: [{ name: 'sources', type: 'lines', max: 1500 }],
  fields: [
    { name: 'branch', type: 'choice', codes: branches },
    { name: 'parent', type: 'parent', optional: true },
    { name: 'headings', type: 'codes', list: 'heading', optional: true, max: 14 },
    countries,
    { name: 'keeper', type: 'keeper' },
    { name: 'checkEvery', type: 'choice', codes: ['3', '6', '12', '24'] },
  ],
  writers: rights.administrator,
  publishers: ['secretariat'],
  audience: 'world',
  withoutValidity: true,
};
