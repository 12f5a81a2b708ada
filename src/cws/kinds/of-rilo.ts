import { rights } from '../../access/index.ts';
import { countries, embargo, handling, headings } from './common-fields.ts';
import type { Kind } from './kind.ts';

const ofRilo = { writers: rights.rilo, publishers: ['rilo'], withoutValidity: true } as const satisfies Partial<Kind>;

/** A bulletin on a RILO's page. Its officers publish there and only there. */
export const bulletin: Kind = {
  ...ofRilo,
  code: 'bulletin',
  prefix: 'BULLETIN',
  base: '/cws/bulletins',
  list: office => `/cws/rilo/${office}`,
  audience: 'ask',
  texts: [],
  fields: [headings, countries, { name: 'number', type: 'text', max: 20 }, handling, embargo],
};

/** A report on a RILO's page. */
export const report: Kind = {
  ...ofRilo,
  code: 'report',
  prefix: 'REPORT',
  base: '/cws/reports',
  list: office => `/cws/rilo/${office}`,
  audience: 'ask',
  texts: [{ name: 'sources', type: 'lines', max: 1500 }],
  fields: [headings, countries, { name: 'period', type: 'text', max: 40 }, handling, embargo],
};

/** How a RILO presents itself: one document for each. */
export const presentation: Kind = {
  ...ofRilo,
  code: 'presentation',
  prefix: 'RILOPAGE',
  base: '/cws/presentations',
  list: office => `/cws/rilo/${office}`,
  audience: 'world',
  texts: [],
  fields: [],
};
