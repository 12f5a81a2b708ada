import type { Right } from '../../access/index.ts';

/** A page of the analysis as the overview tells of it. */
export interface Place {
  /** Of its words: analysis:place.<key>.title, .text. */
  readonly key: string;
  readonly href: string;
  readonly access: Exclude<Right, 'public'>;
  readonly icon: string;
}

/** Groups of the overview in their order, each with its pages; a group without pages for the viewer is not shown. */
export const groups: readonly { readonly key: string; readonly places: readonly Place[] }[] = [
  {
    key: 'figures',
    places: [
      { key: 'trends', href: '/analysis/trends', access: 'database:read', icon: 'chart-column' },
      { key: 'routes', href: '/analysis/routes', access: 'database:read', icon: 'map' },
      { key: 'crossTable', href: '/analysis/cross-table', access: 'database:read', icon: 'table' },
      { key: 'concealment', href: '/analysis/concealment', access: 'database:read', icon: 'scan' },
      { key: 'situations', href: '/analysis/situations', access: 'database:read', icon: 'layout-grid' },
      { key: 'riskIndicators', href: '/analysis/risk-indicators', access: 'database:read', icon: 'radar' },
      { key: 'report', href: '/analysis/report', access: 'database:read', icon: 'book-open' },
    ],
  },
  {
    key: 'owed',
    places: [{ key: 'obligations', href: '/analysis/obligations', access: 'obligations', icon: 'clipboard-list' }],
  },
  {
    key: 'records',
    places: [
      { key: 'search', href: '/seizures', access: 'database:read', icon: 'search' },
      { key: 'watches', href: '/seizures/watches', access: 'database:read', icon: 'bell' },
    ],
  },
];
