import { rights } from '../../access/index.ts';
import { embargo, headings } from './common-fields.ts';
import type { Kind } from './kind.ts';

/** A media release of a customs administration. Its contact point sends it in, the Secretariat publishes it. */
export const release: Kind = {
  code: 'release',
  prefix: 'MEDIA',
  base: '/cws/media-releases',
  list: () => '/cws/media-releases',
  texts: [],
  fields: [
    { name: 'member', type: 'code', list: 'country', optional: true },
    { name: 'releasedOn', type: 'date', ahead: 0, back: 30 },
    { ...headings, optional: true },
    { name: 'address', type: 'address', optional: true, max: 400 },
    embargo,
  ],
  writers: viewer => rights.ncp(viewer) || rights.administrator(viewer),
  publishers: ['secretariat'],
  audience: 'world',
  withoutValidity: true,
};
