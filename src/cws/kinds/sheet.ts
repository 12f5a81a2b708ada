import { rights } from '../../access/index.ts';
import { countries, embargo, handling, headings } from './common-fields.ts';
import type { Kind } from './kind.ts';

/** A situation sheet: one page of figures on a product, a region or a route, with the query they were counted by. */
export const sheet: Kind = {
  code: 'sheet',
  prefix: 'SHEET',
  base: '/cws/situation-sheets',
  list: () => '/cws/situation-sheets',
  texts: [{ name: 'sources', type: 'lines', max: 1500 }],
  fields: [headings, countries, { name: 'query', type: 'query', max: 1500 }, handling, embargo],
  writers: viewer => rights.rilo(viewer) || rights.administrator(viewer),
  publishers: ['rilo', 'secretariat'],
  audience: 'ask',
  withoutValidity: true,
};
