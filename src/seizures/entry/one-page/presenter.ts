import type { FieldProblem } from '../../../errors.ts';
import { readNumber } from '../../../text/number.ts';
import { commonFields } from '../../fields.ts';
import type { Field } from '../../goods/heading.ts';
import { isHeadingCode } from '../../headings/index.ts';
import { baseQuantity } from '../../record/compute.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { audienceOfDraft } from '../pages/review.ts';
import { checkSheet, longestMarkReason, type Place } from '../form-check.ts';
import { textOf, type Row, type Sheet } from '../form-sheet.ts';
import { fieldView, type Option, type Showing } from '../pages/fields.ts';
import { goodsView } from '../pages/goods.ts';
import {
  fieldOptions,
  handedOf,
  isCountryFixed,
  showingOf,
  summaryLine,
  type Open,
  type Shown,
} from '../pages/page.ts';
import { personsView } from '../pages/persons.ts';
import { alike, recordSoFar } from '../pages/rail.ts';
import { originOf } from '../pages/origin.ts';
import { placeView } from '../pages/review.ts';
import { hintsOf, parts } from './hints.ts';
import { findLast, listUsual } from './store-usual.ts';
import { picksOf, usualOf, type QuickPick, type Usual } from './usual.ts';

export interface PageOf {
  /** Key of the open line of goods; the last one when left out. */
  readonly line?: string | undefined;
  /** Key of the open row of persons. */
  readonly row?: string | undefined;
  readonly problems?: readonly FieldProblem[];
  /** Places in the texts that may be about a person, shown once it was sent. */
  readonly places?: readonly Place[];
  readonly reasons?: ReadonlyMap<string, string>;
}

/** The short form on one page. */
export async function onePage(shown: Shown, draft: Open, of: PageOf = {}) {
  const { words, context, viewer } = shown;
  const usual = usualOf(await listUsual(context.pool, viewer));
  // The goods come first on the page.
  const problems = (of.problems ?? []).toSorted((a, b) => Number(isOfLine(b)) - Number(isOfLine(a)));
  const guard = (of.places ?? []).filter(({ reason }) => reason === undefined);
  const last = draft.savedAt === undefined && !draft.origin ? await findLast(context.pool, viewer) : undefined;
  return {
    ...headOf(shown, draft),
    problems: [
      ...problems.map(problem => summaryLine(problem, draft, 'page', openLine(draft.sheet, of.line), words)),
      ...(guard.length === 0
        ? []
        : [{ text: words.t('entry:guard.summary', { count: guard.length }), href: '#guard' }]),
    ],
    last,
    origin: draft.origin && originOf(draft.origin, words),
    places: (of.places ?? []).map(place => placeView(place, draft, of.reasons, words)),
    mostMark: longestMarkReason,
    pictures: draft.savedAt === undefined ? [] : await context.draftPictures().of(viewer, draft.id, words.lang),
    ...sectionsOf(shown, draft, usual, of),
    ...(await besideOf(shown, draft.sheet, usual)),
    alike: await alike(context, viewer, draft.sheet, null, words),
  };
}

/** The parts of the page that follow what was typed; those of `only`, and always hints, amounts and the rail. */
export async function followingParts(
  shown: Shown,
  draft: Open,
  only: { readonly goods: boolean; readonly how: boolean; readonly alike: boolean; readonly line: string | undefined },
) {
  const { words, context, viewer } = shown;
  const usual = usualOf(await listUsual(context.pool, viewer));
  const sections = sectionsOf(shown, draft, usual, { line: only.line });
  return {
    ...headOf(shown, draft),
    ...(await besideOf(shown, draft.sheet, usual)),
    goods: only.goods ? sections.goods : undefined,
    amounts: sections.goods.amounts,
    how: only.how ? sections.how : undefined,
    alike: only.alike ? await alike(context, viewer, draft.sheet, null, words) : undefined,
  };
}

function headOf({ words }: Shown, draft: Open) {
  const country = textOf(draft.sheet.facts.country);
  return {
    draft: {
      id: draft.id,
      isSaved: draft.savedAt !== undefined,
      ...(draft.savedAt ? { savedAt: draft.savedAt.slice(11, 16) } : {}),
      ...handedOf(draft),
    },
    action: `/seizures/drafts/${draft.id}/page`,
    country: country ? words.code('country', country) : '',
    from: draft.origin?.kind === 'copy' && draft.savedAt === undefined ? draft.origin.ref : undefined,
  };
}

function openLine(sheet: Sheet, asked: string | undefined): string {
  return asked ?? sheet.lines.at(-1)?.key ?? '';
}

function sectionsOf(shown: Shown, draft: Open, usual: Usual, of: PageOf) {
  const { sheet } = draft;
  const showing: Showing = { ...showingOf(shown, sheet, of.problems ?? []), usual };
  const open = openLine(sheet, of.line);
  const goods = goodsView(sheet, open, showing);
  const at = Math.max(
    0,
    goods.lines.findIndex(({ body }) => body !== undefined),
  );
  const picks = picksOf(usual, sheet, at, shown.words);
  const fields = (part: readonly Field[]): PageField[] =>
    part.flatMap(field => fieldOf(shown, draft, field, showing, picks));
  return {
    goods: {
      ...goods,
      at,
      picks,
      headings: withMarks(tilesOf(goods.lines[at]?.body?.heading, usual('heading')), shown.words),
      amounts: amountsOf(shown, sheet.lines[at]),
    },
    where: fields([...commonFields.circumstances].sort(byOrder)),
    how: fields([...commonFields.route, ...commonFields.concealment].sort(byOrder)),
    outcome: fields(commonFields.outcome),
    persons: sheet.persons.length > 0 || of.row !== undefined ? personsView(sheet, of.row ?? '', showing) : undefined,
  };
}

function isOfLine({ path }: FieldProblem): boolean {
  return path.startsWith('lines.');
}

/** When, where and in which direction, then how, as an officer tells it; what is rarely known comes last. */
const order = [
  'seizureDate',
  'placeName',
  'location',
  'direction',
  'country',
  'transport',
  'departure',
  'destination',
  'concealment',
  'concealmentText',
  'detection',
  'nationalRef',
  'agency',
];
function byOrder(one: Field, other: Field): number {
  const place = ({ name }: Field): number => (order.indexOf(name) + order.length + 1) % (order.length + 1);
  return place(one) - place(other);
}

export type PageField = ReturnType<typeof fieldView> & {
  readonly fixed?: string;
  readonly picks: readonly QuickPick[];
  readonly tiles?: Tiles;
};

/** Options as tiles: the usual ones, or the first of the list, and the others behind one press. */
interface Tiles {
  readonly first: readonly Tile[];
  readonly rest: readonly Tile[];
}
interface Tile extends Option {
  readonly heading?: ReturnType<Words['names']['heading']>;
}

/** Headings as they are marked everywhere. */
function withMarks({ first, rest }: Tiles, { names }: Words): Tiles {
  const marked = (tiles: readonly Tile[]): Tile[] =>
    tiles.map(tile => (isHeadingCode(tile.value) ? { ...tile, heading: names.heading(tile.value) } : tile));
  return { first: marked(first), rest: marked(rest) };
}

const tiled: readonly string[] = ['direction', 'transport'];
const mostTiles = 6;

function fieldOf(
  shown: Shown,
  draft: Open,
  field: Field,
  showing: Showing,
  picks: Readonly<Record<string, readonly QuickPick[]>>,
): PageField[] {
  const { facts } = draft.sheet;
  const { name } = field;
  const follows = name === 'concealmentText' && facts.concealment === 'CON-OTH';
  if (field.form !== 'short' && facts[name] === undefined && !follows) return [];
  const options = fieldOptions(shown, draft.sheet, name, showing);
  const path = `facts.${name}`;
  const view = fieldView(field, { path, values: facts, ...(options ? { options } : {}) }, showing);
  const isTold = name === 'country' && isCountryFixed(shown.viewer, draft);
  if (isTold) return [];
  const tiles = tiled.includes(name) ? tilesOf(view, showing.usual?.(name) ?? []) : undefined;
  return [{ ...view, picks: picks[name] ?? [], ...(tiles ? { tiles, span: 12 } : {}) }];
}

function tilesOf(
  field:
    | { readonly options?: readonly { readonly value: string | number; readonly label: string }[] | undefined }
    | undefined,
  usual: readonly string[],
): Tiles {
  const options = (field?.options ?? []).map(({ value, label }) => ({ value: String(value), label }));
  const known = usual.flatMap(code => options.filter(({ value }) => value === code)).slice(0, mostTiles);
  const first = [...known, ...options.filter(one => !known.includes(one))].slice(
    0,
    Math.max(mostTiles - 1, known.length),
  );
  return { first, rest: options.filter(one => !first.includes(one)) };
}

/** "60 master cases = 600,000 sticks": a quantity in the unit it will be counted in, where that is another. */
function amountsOf({ words, context }: Shown, row: Row | undefined): string {
  const number = readNumber(textOf(row?.values.quantity));
  const unit = textOf(row?.values.unit);
  const base = number.ok && unit !== '' ? baseQuantity(number.value, unit, context.lists.lookUp) : undefined;
  if (!base || !number.ok || base.unit === unit) return '';
  return words.t('onepage:amount', {
    stated: `${words.number(number.value)} × ${words.unitChoice(unit)}`,
    counted: `${words.number(base.quantity)} ${words.unit(base.unit, base.quantity)}`,
  });
}

async function besideOf(shown: Shown, sheet: Sheet, usual: Usual) {
  const hints = await hintsOf(shown, sheet, usual);
  return {
    hints: parts.map(part => ({ part, hints: hints.filter(one => one.part === part) })),
    soFar: recordSoFar(sheet, shown.words),
    stillOpen: stillOpen(shown, sheet),
    audience: audienceOf(shown, sheet),
  };
}

/** Labels of what must still be stated. */
function stillOpen({ words, context }: Shown, sheet: Sheet): string[] {
  const { errors } = checkSheet(sheet, { lookUp: context.lists.lookUp, purpose: 'submit' });
  const labels = errors.map(({ path }) => {
    const name = path.split('.').at(-1) ?? '';
    return path === 'lines' ? words.t('entry:rail.goods') : words.label(name === 'unit' ? 'quantity' : name);
  });
  return [...new Set(labels)];
}

/** Who will be able to open the record, as far as it is stated. */
function audienceOf(shown: Shown, sheet: Sheet): ReturnType<typeof audienceOfDraft> {
  const { lookUp } = shown.context.lists;
  if (!lookUp('country', textOf(sheet.facts.country))) return undefined;
  return audienceOfDraft(shown, checkSheet(sheet, { lookUp, purpose: 'draft' }));
}
