import { rights, type Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import type { Picture } from './pictures.ts';
import { groups } from './places.ts';

interface Pictured {
  /** By the key of a place. */
  readonly pictures: Readonly<Record<string, Picture | undefined>>;
  readonly asOf: string;
}

/** What the analysis holds for this viewer. Pure. */
export function presentOverview(viewer: Viewer, { t }: Words, { pictures, asOf }: Pictured) {
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
            picture: pictures[place.key],
          })),
      }))
      .filter(({ places }) => places.length > 0),
    asOf,
  };
}
