import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import { groups } from './places.ts';

/** What the analysis holds for this viewer. Pure. */
export function presentOverview(viewer: Viewer, { t }: Words) {
  return {
    title: t('analysis:overview.title'),
    head: { title: t('analysis:overview.title'), scope: t('analysis:overview.scope') },
    groups: groups
      .map(({ key, places }) => ({
        section: { title: t(`analysis:group.${key}.title`), note: t(`analysis:group.${key}.note`), id: `group-${key}` },
        places: places
          .filter(({ access }) => rights[access](viewer))
          .map(place => ({
            href: place.href,
            icon: place.icon,
            title: t(`analysis:place.${place.key}.title`),
            text: t(`analysis:place.${place.key}.text`),
          })),
      }))
      .filter(({ places }) => places.length > 0),
  };
}
