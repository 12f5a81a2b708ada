import { rights } from '../../access/index.ts';
import { countries, embargo, handling, headings, validUntil } from './common-fields.ts';
import type { Kind } from './kind.ts';

export const alertKinds = ['warning', 'modus', 'product', 'route', 'concealment', 'stolen'] as const;

/** The 4x4 grid: how far the source can be relied on, and what is known of the information. */
const grades = [...'ABCX'].flatMap(source => [...'1234'].map(information => source + information));

/**
 * An alert: look out for this. A contact point drafts it, its RILO edits and publishes, the Secretariat publishes
 * worldwide.
 */
export const alert: Kind = {
  code: 'alert',
  prefix: 'ALERT',
  base: '/cws/alerts',
  list: () => '/cws/alerts',
  texts: [
    { name: 'goods', type: 'line', max: 160 },
    { name: 'quantity', type: 'line', max: 160 },
    { name: 'declared', type: 'line', max: 160 },
    { name: 'indicators', type: 'lines', max: 1500 },
    { name: 'request', type: 'lines', max: 1000 },
  ],
  fields: [
    { name: 'alertKind', type: 'choice', codes: alertKinds },
    { name: 'urgent', type: 'choice', codes: ['no', 'yes'] },
    headings,
    countries,
    { name: 'route', type: 'route', optional: true, max: 12 },
    { name: 'transport', type: 'code', list: 'transport', optional: true },
    { name: 'concealment', type: 'code', list: 'concealment', optional: true },
    { name: 'detection', type: 'code', list: 'detection', optional: true },
    { name: 'grade', type: 'choice', codes: grades, optional: true },
    { name: 'cases', type: 'references', optional: true, max: 20 },
    handling,
    validUntil,
    embargo,
  ],
  writers: viewer => rights.ncp(viewer) || rights.rilo(viewer) || rights.administrator(viewer),
  publishers: ['rilo', 'secretariat'],
  audience: 'ask',
  urgent: true,
};
