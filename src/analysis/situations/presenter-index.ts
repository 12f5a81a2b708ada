import { productList, headingCodes } from '../../seizures/index.ts';
import { inPlainLetters } from '../../text/fold.ts';
import type { Sources } from '../cells/sources.ts';
import { formatsOf } from '../coverage/presenter-coverage.ts';
import type { Counted, IndexData } from './read-index.ts';
import { addressOfSituation, hasSituation, kinds, nameOfSubject, type Kind } from './subject.ts';

/** Of a list without a search. */
const mostShown = 12;
const mostFound = 40;

/** `/analysis/situations`: what there is one of, the viewer's own country first. Pure. */
export function presentIndex(q: string, data: IndexData, sources: Sources) {
  const { names, country } = sources;
  return {
    title: names.label('situations:section'),
    head: { title: names.label('situations:title'), scope: names.label('situations:scope') },
    search: { q, label: names.label('situations:find'), submit: names.label('situations:findIt') },
    own:
      country === null
        ? undefined
        : {
            label: names.text('situations:own', { name: names.of('country', country) }),
            href: addressOfSituation('member', country),
          },
    found: q.trim() === '' ? undefined : foundOf(q, data, sources),
    lists: kinds.map(kind => ({
      id: `situations-${kind}`,
      title: names.label(`situations:list_${kind}`),
      note: names.label(`situations:note_${kind}`),
      rows: shownOf(kind, data, sources).map(counted => rowOf(kind, counted, sources)),
    })),
  };
}

/** Products and countries by size; Members by name, for size is no rank among them. */
function shownOf(kind: Kind, data: IndexData, sources: Sources): readonly Counted[] {
  const { names } = sources;
  const known = data[kind].filter(({ code }) => hasSituation(kind, code, sources));
  if (kind !== 'member') return known.slice(0, mostShown);
  const named = known.map(counted => ({ counted, name: names.of('country', counted.code) }));
  return named.sort((a, b) => a.name.localeCompare(b.name, names.lang)).map(({ counted }) => counted);
}

function rowOf(kind: Kind, { code, now, before }: Counted, { names }: Sources) {
  const { change } = formatsOf(names);
  return {
    name: nameOfSubject({ kind, code }, names),
    href: addressOfSituation(kind, code),
    now: names.count(now),
    before: names.count(before),
    change: change(now, before),
  };
}

/** Every product, country and Member with the words in its name, those with cases first. */
function foundOf(q: string, data: IndexData, sources: Sources) {
  const { names, lists, offices } = sources;
  const words = inPlainLetters(q).split(/\s+/).filter(Boolean);
  const codes: readonly (readonly [Kind, readonly string[]])[] = [
    [
      'product',
      headingCodes.flatMap(heading => lists.all(productList(heading)).map(({ code }) => `${heading}/${code}`)),
    ],
    [
      'country',
      lists
        .all('country')
        .map(({ code }) => code)
        .filter(code => code !== 'ZZ'),
    ],
    ['member', offices.all.flatMap(({ kind, country }) => (kind === 'administration' && country ? [country] : []))],
  ];
  const rows = codes.flatMap(([kind, all]) => {
    const counted = new Map(data[kind].map(one => [one.code, one]));
    return [...new Set(all)]
      .filter(code => {
        const name = inPlainLetters(nameOfSubject({ kind, code }, names));
        return words.every(word => name.includes(word));
      })
      .map(code => ({ kind, counted: counted.get(code) ?? { code, now: 0, before: 0 } }));
  });
  return {
    title: names.text('situations:found', { count: rows.length, number: names.count(rows.length), q }),
    rows: rows
      .sort((a, b) => b.counted.now - a.counted.now)
      .slice(0, mostFound)
      .map(({ kind, counted }) => ({ ...rowOf(kind, counted, sources), kind: names.label(`situations:kind_${kind}`) })),
  };
}
