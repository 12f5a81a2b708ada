import type { Offices } from '../../../reference/index.ts';
import { queryString, type Criteria } from '../criteria.ts';
import type { Masked } from '../search-masked.ts';
import type { Names } from './presenter-names.ts';

const unitsShown = 3;

/** What is counted and not shown: released through a RILO, which holds it and passes on requests. Pure. */
export function presentMasked(masked: readonly Masked[], criteria: Criteria, names: Names, offices: Offices) {
  if (masked.length === 0) return undefined;
  const query = queryString(criteria, { view: undefined, rows: undefined, sort: undefined });
  return {
    title: names.label('search:masked.title'),
    note: names.label('search:masked.note'),
    own: { label: names.label('requests:yours'), href: '/seizures/requests' },
    items: masked.map(({ regionId, records, totals }) => {
      const code = offices.byId(regionId)?.code ?? '';
      const office = names.of('office', code);
      return {
        text: names.text('search:masked.records', { count: records, number: names.count(records), office }),
        totals: totals
          .slice(0, unitsShown)
          .map(({ unit, quantity }) => `${names.sum(quantity)} ${names.unit(unit, quantity)}`)
          .join(', '),
        link: names.text('search:masked.ask', { office }),
        href: `/seizures/requests/new?${query === '' ? '' : `${query}&`}rilo=${encodeURIComponent(code)}`,
      };
    }),
  };
}
