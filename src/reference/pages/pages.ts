import type { Request, Response } from 'express';
import { BadRequest, NotFound } from '../../errors.ts';
import { columnsOf, groups, parentList, type Column } from './catalogue.ts';
import { nameOf, type ReferenceEntry, type ReferenceLang } from '../entry.ts';
import type { Lists } from '../lists.ts';
import { rowOf, type Presenting, type Row, type Say } from './presenter.ts';
import { today } from '../../text/plain-date.ts';
import { addressOf, choice, date, freeText, malformed, readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';

/** What a list is narrowed by, and the code after which a page begins. */
type ListQuery = Readonly<Record<'q' | 'parent' | 'after', string>>;

const rowsPerPage = 100;
const choices = 20;
/** A list of more is asked for by what is typed. */
const mostWhole = 500;

/** Every list by group: how many codes it has and what it is for. */
export function showOverview(lists: Lists) {
  return (req: Request, res: Response): void => {
    readQuery(req.query, {});
    const shown = Object.entries(groups).map(([key, kinds]) => ({
      key,
      lists: kinds.filter(kind => lists.has(kind)).map(kind => ({ kind, count: lists.all(kind).length })),
    }));
    const total = shown.flatMap(one => one.lists).reduce((sum, { count }) => sum + count, 0);
    render(res, 'reference/index', { groups: shown, total });
  };
}

/** One list: a table, or for the Harmonized System a tree; narrowed by typed words and by parent. */
export function showList(lists: Lists) {
  return (req: Request, res: Response): void => {
    const kind = kindOf(req, lists);
    const query = readQuery(req.query, { q: freeText, parent: freeText, after: freeText });
    const by: Presenting = { kind, lists, lang: langOf(res), say: res.locals.t as Say };
    checkParent(query.parent, kind, lists);
    if (kind === 'hs' && query.q === '') return render(res, 'reference/tree', treeOf(by, query));
    render(res, 'reference/list', pageOf(by, query));
  };
}

/**
 * Up to 20 codes for a picker, in the viewer's language: code, beginning of the name, of a word, then parts. With
 * `whole`, a short list from its beginning.
 */
export function showOptions(lists: Lists) {
  return (req: Request, res: Response): void => {
    const kind = kindOf(req, lists);
    const { q, parent, on, whole } = readQuery(req.query, {
      q: freeText,
      parent: freeText,
      on: date(),
      whole: choice(['yes']),
    });
    checkParent(parent, kind, lists);
    const lang = langOf(res);
    const selection = { on: on || today(), ...(parent === '' ? {} : { parent }) };
    const found =
      whole === ''
        ? lists.find(kind, q, lang, { ...selection, limit: choices })
        : lists.all(kind, { lang, ...selection }).slice(0, mostWhole);
    res.set('Cache-Control', 'private, max-age=300');
    res.json(found.map(entry => ({ value: entry.code, label: nameOf(entry, lang) })));
  };
}

export function pageOf(by: Presenting, query: ListQuery) {
  const { kind, lists, lang } = by;
  const { q, parent, after } = query;
  const selection = { lang, ...(parent === '' ? {} : { parent }) };
  const found = q === '' ? lists.all(kind, selection) : lists.find(kind, q, lang, { ...selection, limit: Infinity });
  const start = startAfter(found, after);
  const shown = found.slice(start, start + rowsPerPage);
  const columns = columnsOf(kind);
  return {
    kind,
    q,
    parent: parent === '' ? undefined : { code: parent, name: lists.name(parentList(kind), parent, lang) },
    codeWidth: codeWidthOf(kind),
    columns: columns.map(column => ({ ...column, width: widthOf(column) })),
    rows: shown.map(entry => rowOf(entry, columns, by)),
    hasParents: found.some(entry => entry.parent !== null),
    hasValidity: found.some(({ validFrom, validTo }) => validFrom !== null || validTo !== null),
    pager: {
      total: found.length,
      ...(shown.length > 0 ? { from: start + 1, to: start + shown.length } : {}),
      ...(start > 0
        ? { newer: addressOf(`/reference/${kind}`, { q, parent, after: found[start - rowsPerPage - 1]?.code ?? '' }) }
        : {}),
      ...(start + rowsPerPage < found.length
        ? { older: addressOf(`/reference/${kind}`, { q, parent, after: shown.at(-1)?.code ?? '' }) }
        : {}),
    },
  };
}

/** Classes of the table's columns: long codes (species, factors, rates) get more room. */
function codeWidthOf(kind: string): string {
  return ['cites_species', 'cites_listing', 'kg_factor', 'ods', 'ods_blend', 'precursor'].includes(kind)
    ? 'col-l'
    : 'col-ref';
}

function widthOf({ number, width }: Column): string {
  return width ?? (number ? 'col-num' : 'col-m');
}

function startAfter(found: readonly ReferenceEntry[], after: string): number {
  if (after === '') return 0;
  const at = found.findIndex(({ code }) => code === after);
  if (at < 0) throw new BadRequest([malformed('after', after)]);
  return at + 1;
}

interface Branch extends Row {
  readonly branches: readonly Branch[];
}

export function treeOf(by: Presenting, { parent }: ListQuery) {
  const top =
    parent === '' ? by.lists.all('hs').filter(entry => entry.parent === null) : by.lists.children('hs', parent);
  const branch = (entry: ReferenceEntry): Branch => ({
    ...rowOf(entry, [], by),
    branches: parent === '' ? [] : by.lists.children('hs', entry.code).map(branch),
  });
  const chapter = parent === '' ? undefined : by.lists.lookUp('hs', parent);
  return {
    kind: 'hs',
    q: '',
    chapter: chapter && { code: chapter.code, name: nameOf(chapter, by.lang), above: chapter.parent },
    sections: bySection(top.map(entry => ({ section: entry.details.section ?? '', branch: branch(entry) }))),
    total: by.lists.all('hs').length,
  };
}

function bySection(lines: readonly { section: string; branch: Branch }[]) {
  return [...Map.groupBy(lines, ({ section }) => section)].map(([section, own]) => ({
    section,
    branches: own.map(one => one.branch),
  }));
}

function kindOf(req: Request, lists: Lists): string {
  const kind = String(req.params.kind);
  if (!lists.has(kind)) throw new NotFound(`no list ${kind}`);
  return kind;
}

function checkParent(parent: string, kind: string, lists: Lists): void {
  if (parent !== '' && lists.lookUp(parentList(kind), parent) === undefined)
    throw new BadRequest([malformed('parent', parent)]);
}

function langOf(res: Response): ReferenceLang {
  return res.locals.lang === 'fr' ? 'fr' : 'en';
}
