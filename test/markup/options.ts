import type { RenderOptions } from '../../src/markup/index.ts';

export const pictureId = '11111111-1111-4111-8111-111111111111';

/** One picture and one record that may be seen; everything else is as if it were not. */
export const options: RenderOptions = {
  externalLabel: 'other site',
  tableLabel: 'Table',
  origin: 'https://cen.example.org',
  pictures: new Map([
    [pictureId, { src: `/cws/files/${pictureId}`, alt: 'A suitcase with a false bottom', width: 640, height: 480 }],
  ]),
  references: new Map([['KE-2026-000123', '/seizures/KE-2026-000123']]),
};
