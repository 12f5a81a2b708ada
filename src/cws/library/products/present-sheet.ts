import { rights, type Viewer } from '../../../access/index.ts';
import { addressOf } from '../../../fields/index.ts';
import { nameOf, type Lists, type ReferenceEntry, type Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import type { CwsContext } from '../../context.ts';
import { sheetAddress } from './catalogue.ts';
import { dotted, shownFacts } from './facts.ts';
import { blendsWith, componentsOf, productsUnder, sameCode } from './find.ts';
import type { SheetList } from './sheet-list.ts';

interface SheetSources {
  readonly viewer: Viewer;
  readonly sheet: SheetList;
  readonly entry: ReferenceEntry;
  readonly words: Words;
  readonly context: Pick<CwsContext, 'lists' | 'texts' | 'offices'>;
}
interface Linked {
  readonly label: string;
  readonly href?: string;
  readonly note?: string;
}
interface Block {
  readonly name: string;
  readonly title: string;
  readonly note?: string;
  readonly items: readonly Linked[];
}

/** The trade of most groups is in these specimens; the codes are those of list `cites_term`. */
const specimens: Readonly<Record<string, readonly string[]>> = {
  mammal: ['LIV', 'TUS', 'IVC', 'HOR', 'SKI', 'BON', 'TEE', 'CLA', 'SCA', 'MEA', 'TRO', 'MED'],
  reptile: ['LIV', 'SKI', 'LPS', 'CAP', 'MEA', 'EGG'],
  bird: ['LIV', 'EGL', 'FEA', 'BOD'],
  fish: ['LIV', 'FIG', 'FIN', 'GIP', 'MEA', 'CAV', 'SWI', 'BOD'],
  amphibian: ['LIV', 'MEA'],
  invertebrate: ['LIV', 'SHE', 'MEA'],
  coral: ['COR', 'LIV', 'JWL'],
  plant: ['LIV', 'ROO', 'BUL', 'LOG', 'SAW', 'VEN', 'EXT', 'OIL'],
  timber: ['LOG', 'SAW', 'VEN', 'PLY', 'FRN'],
};
/** Families for which there are words on what they are mistaken for. */
const lookAlikes: readonly string[] = ['CFC', 'HCFC', 'HFC', 'Halon', 'Methyl bromide', 'Carbon tetrachloride'];
/** Related codes shown at once; the list has the rest. */
const most = 40;

/** The sheet of one code: its facts, its names, what it is part of, and where its cases are. Pure but for the clock. */
export function presentSheet(sources: SheetSources) {
  const {
    viewer,
    sheet,
    entry,
    words,
    context: { lists },
  } = sources;
  const { t, lang } = words;
  const other = lang === 'fr' ? entry.nameEn : entry.nameFr;
  const code = sheet.list === 'hs' ? dotted(entry.code) : entry.code;
  const title = nameOf(entry, lang).startsWith(entry.code) ? nameOf(entry, lang) : `${code} ${nameOf(entry, lang)}`;
  const listName = t(`cwsreference:list.${sheet.list}.name`);
  const names = sheet.names(entry);
  // The name in the other language, unless it only frames a name that is said anyway.
  const also = [...new Set([...(names.some(name => other.includes(`(${name})`)) ? [] : [other]), ...names])].filter(
    name => name !== '' && !title.includes(name),
  );
  const confidence = entry.details.confidence;
  return {
    title,
    code,
    head: {
      title,
      over: t('cwsreference:sheet'),
      ...(sheet.heading ? { headings: [headingMark(sheet.heading, lang, sources.context)] } : {}),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cwsreference:title'), href: '/cws/reference' },
        { label: listName, href: `/cws/reference/products/${sheet.list}` },
        ...above(sources),
        { label: code },
      ],
      actions: casesOf(viewer, sheet, entry.code, words),
    },
    facts: [...shownFacts({ sheet, entry, words, lists }), ...validityOf(entry, words)],
    also,
    blocks: blocksOf(sources),
    successor:
      entry.successor === null
        ? undefined
        : { label: lists.name(sheet.list, entry.successor, lang), href: sheetAddress(sheet.list, entry.successor) },
    retired: entry.validTo === null ? '' : t('cwsreference:retired', { date: words.date(entry.validTo) }),
    record: [
      { label: t('cwsreference:fact.recordCode'), value: entry.code },
      ...(sheet.heading
        ? [{ label: t('cwsreference:fact.heading'), value: lists.name('heading', sheet.heading, lang) }]
        : []),
      {
        label: t('cwsreference:fact.codeList'),
        value: t(`reference:lists.${sheet.list}.name`),
        href: addressOf(`/reference/${sheet.list}`, { q: entry.code }),
      },
    ],
    source: {
      text: t(`cwsreference:list.${sheet.list}.source`),
      trust: confidence === undefined ? '' : t(`cwsreference:trust.${confidence}`),
      check: entry.details.check === undefined ? '' : t('cwsreference:checkAgain'),
    },
    untranslated: lang === 'fr' && entry.details.fr_status === 'en',
  };
}

function casesOf(viewer: Viewer, { cases, heading }: SheetList, code: string, { t }: Words) {
  const query = cases && rights['database:read'](viewer) ? cases(code) : undefined;
  if (!query) return [];
  const situation = `/analysis/situations/product/${heading}-${encodeURIComponent(code)}`;
  return [
    { label: t('cwsreference:cases'), href: addressOf('/seizures', query), icon: 'search' },
    ...(heading && query.product
      ? [{ label: t('cwsreference:situation'), href: situation, icon: 'chart-column' }]
      : []),
  ];
}

/** Chapter and heading an HS code stands under. */
function above({ sheet, entry, context: { lists } }: SheetSources): { label: string; href: string }[] {
  if (sheet.list !== 'hs' || entry.parent === null) return [];
  const parent = lists.lookUp('hs', entry.parent);
  return [
    ...(parent?.parent ? [{ label: parent.parent, href: sheetAddress('hs', parent.parent) }] : []),
    { label: entry.parent, href: sheetAddress('hs', entry.parent) },
  ];
}

function validityOf({ validFrom, validTo }: ReferenceEntry, { t, date }: Words) {
  return [
    ...(validFrom === null ? [] : [{ label: t('cwsreference:fact.validFrom'), value: date(validFrom) }]),
    ...(validTo === null ? [] : [{ label: t('cwsreference:fact.validTo'), value: date(validTo) }]),
  ];
}

function blocksOf(sources: SheetSources): Block[] {
  const { t } = sources.words;
  const related = relations[sources.sheet.list] ?? sameGroup;
  return related(sources)
    .filter(([, items]) => items.length > 0)
    .map(([name, items]) => {
      const note = t(`cwsreference:blockNote.${name}`, { defaultValue: '' });
      return {
        name,
        title: t(`cwsreference:block.${name}`),
        ...(note === '' ? {} : { note }),
        items: items.slice(0, most),
      };
    });
}

type Relations = readonly (readonly [block: string, items: readonly Linked[]])[];

/** What the sheet of a code leads to, by its list; in other lists, to the codes of the same group. */
const relations: Readonly<Record<string, (sources: SheetSources) => Relations>> = {
  ods({ sheet, entry, words, context: { lists } }) {
    const { t, lang } = words;
    const { family = '' } = entry.details;
    return [
      [
        'lookAlikes',
        lookAlikes.includes(family)
          ? [{ label: t(`cwsreference:lookAlike.${family}`) }, { label: t('cwsreference:lookAlike.any') }]
          : [],
      ],
      [
        'blends',
        blendsWith(lists, entry.code).map(one => ({
          ...linked('ods_blend', one, words),
          note: one.details[lang === 'fr' ? 'composition_fr' : 'composition'] ?? '',
        })),
      ],
      ['sameCode', sameCode(lists, sheet, entry).map(one => linked('ods', one, words))],
    ];
  },

  ods_blend({ entry, words, context: { lists } }) {
    const components = componentsOf(lists, entry.details.composition ?? '').map(({ text, entry: part }) =>
      part ? { label: text, href: sheetAddress('ods', part.code), note: nameOf(part, words.lang) } : { label: text },
    );
    return [['components', components]];
  },

  cites_species(sources) {
    const { entry, words, context } = sources;
    const traded = specimens[entry.details.group ?? ''] ?? [];
    return [
      ['listings', listingsOf(context.lists, entry, words)],
      ['specimens', traded.map(code => ({ label: `${context.lists.name('cites_term', code, words.lang)} · ${code}` }))],
      ['sameFamily', entry.details.family === undefined ? [] : sharing('family', sources)],
    ];
  },

  hs({ entry, words, context: { lists } }) {
    const { t } = words;
    return [
      [
        'inside',
        lists.children('hs', entry.code).map(one => ({ ...linked('hs', one, words), note: dotted(one.code) })),
      ],
      [
        'products',
        productsUnder(lists, entry.code).map(({ list, entry: one }) => ({
          ...linked(list, one, words),
          note: t(`cwsreference:list.${list}.name`),
        })),
      ],
    ];
  },

  precursor: sources => [['sameUse', sources.entry.details.used_for === undefined ? [] : sharing('used_for', sources)]],
};

function sameGroup(sources: SheetSources): Relations {
  const { group } = sources.sheet;
  return [['sameGroup', group === undefined ? [] : sharing(group.key, sources)]];
}

/** The other codes of its list with the same detail. */
function sharing(detail: string, { sheet: { list }, entry, words, context: { lists } }: SheetSources): Linked[] {
  return lists
    .all(list)
    .filter(one => one.code !== entry.code && one.details[detail] === entry.details[detail])
    .map(one => linked(list, one, words));
}

function linked(list: string, one: ReferenceEntry, { lang }: Words): Linked {
  return { label: nameOf(one, lang), href: sheetAddress(list, one.code) };
}

/** The appendices a species was in, newest first. */
function listingsOf(lists: Lists, { code }: ReferenceEntry, { t, date }: Words): Linked[] {
  return lists
    .children('cites_listing', code)
    .toReversed()
    .map(({ validFrom, validTo, details: { appendix = '' } }) => ({
      label: appendix === 'NC' ? t('cwsreference:notListed') : t('cwsreference:appendix', { value: appendix }),
      note: t(`cwsreference:since.${sinceKey(validFrom, validTo)}`, {
        from: validFrom === null ? '' : date(validFrom),
        to: validTo === null ? '' : date(validTo),
      }),
    }));
}

function sinceKey(from: string | null, to: string | null): 'start' | 'until' | 'from' | 'between' {
  if (from === null) return to === null ? 'start' : 'until';
  return to === null ? 'from' : 'between';
}
