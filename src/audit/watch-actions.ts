/** What happens to saved searches and watch lists. */
export const watchActions = [
  'watch.changed',
  'watch.ended',
  'watch.handedOver',
  'watch.lettersEnded',
  'watch.listed',
  'watch.made',
  'watch.moved',
  'watch.read',
] as const;
