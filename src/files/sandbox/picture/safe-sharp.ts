import sharp from 'sharp';

/**
 * Only these are read: everything else, drawings above all, is no picture here. AVIF comes by the loader of its family,
 * which has no HEIC.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadTiff',
    'VipsForeignLoadHeif',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

export default sharp;
