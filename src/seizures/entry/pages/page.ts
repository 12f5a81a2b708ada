import type { DraftOrigin } from '../store-drafts.ts';
import type { Viewer } from '../../../access/index.ts';
import type { FieldProblem } from '../../../errors.ts';
import { allCommonFields, commonFields, steps, type Leaf, type Step } from '../../fields.ts';
import { checkSheet } from '../form-check.ts';
import { textOf, type Sheet } from '../form-sheet.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { releasesUnder } from '../../record/store-audience.ts';
import type { SeizuresContext } from '../../context.ts';
import { fieldView, idOf, optionsOf, type Option, type Showing } from './fields.ts';
import { goodsView } from './goods.ts';
import { originOf } from './origin.ts';
import { personsView } from './persons.ts';
import { alike, recordSoFar } from './rail.ts';
import { readDate, today } from '../../../text/plain-date.ts';

/** A draft as its pages show it; one that was never saved has no time. */
export interface Open {
  readonly id: string;
  readonly sheet: Sheet;
  readonly savedAt?: string;
  /** Where it comes from, when it was not begun empty. */
  readonly origin?: DraftOrigin;
  /** Colleague who handed it over, and what he asks. */
  readonly handedBy?: string;
  readonly handedNote?: string;
  /** The record it amends and the version it began from. */
  readonly amends?: { readonly ref: string; readonly version: number };
}

export interface Shown {
  readonly viewer: Viewer;
  readonly words: Words;
  readonly context: SeizuresContext;
}

/** Which step a problem is to be mended on. */
export function stepOfPath(path: string): Step {
  const [group, name] = path.split('.');
  if (group === 'lines') return 'goods';
  if (group === 'persons') return 'persons';
  const found = steps.find(
    step => step in commonFields && commonFields[step as keyof typeof commonFields].some(field => field.name === name),
  );
  return found ?? 'review';
}

/** Everything one step of the form shows. `open` is the key of the open row; problems are those of this step. */
export async function stepPage(
  shown: Shown,
  draft: Open,
  step: Step,
  more: { open?: string; problems?: readonly FieldProblem[]; notice?: string } = {},
) {
  const { words, context, viewer } = shown;
  const { sheet } = draft;
  const problems = more.problems ?? [];
  const showing = showingOf(shown, sheet, problems);
  return {
    ...frameOf(shown, draft, step),
    problems: problems.map(problem => summaryLine(problem, draft, step, more.open, words)),
    stuck: problems.length > 0,
    notice: more.notice,
    fields: step in commonFields ? stepFields(shown, draft, step as keyof typeof commonFields, showing) : [],
    ...(step === 'goods' ? { goods: goodsView(sheet, more.open ?? '', showing) } : {}),
    ...(step === 'persons' ? { persons: personsView(sheet, more.open ?? '', showing) } : {}),
    soFar: recordSoFar(sheet, words),
    alike: await alike(context, viewer, sheet, draft.amends?.ref ?? null, words),
  };
}

export function showingOf({ words, context }: Shown, sheet: Sheet, problems: readonly FieldProblem[]): Showing {
  const date = readDate(textOf(sheet.facts.seizureDate));
  return { words, lists: context.lists, form: sheet.form, problems, date: date.ok ? date.value : today() };
}

/** What every page of the form shares: where it posts, its steps, its head. */
export function frameOf({ words, context }: Shown, draft: Open, step: Step) {
  const { sheet } = draft;
  const at = steps.indexOf(step);
  const wrong = new Set(
    checkSheet(sheet, { lookUp: context.lists.lookUp, purpose: 'submit' }).errors.map(({ path }) => stepOfPath(path)),
  );
  const country = textOf(sheet.facts.country);
  return {
    step,
    draft: {
      id: draft.id,
      amends: draft.amends,
      isSaved: draft.savedAt !== undefined,
      ...(draft.savedAt ? { savedAt: draft.savedAt.slice(11, 16) } : {}),
      ...(draft.savedAt || draft.origin?.kind !== 'copy'
        ? {}
        : { from: draft.origin.ref, copied: originOf(draft.origin, words) }),
      ...handedOf(draft),
      mayGoOnPage: sheet.form === 'short' && draft.amends === undefined,
    },
    action: `/seizures/drafts/${draft.id}/${step}`,
    form: sheet.form,
    next: steps[at + 1] ?? 'review',
    country: country ? words.code('country', country) : '',
    steps: steps.map(one => ({
      key: one,
      state: one === step ? 'current' : isFilled(sheet, one) && !wrong.has(one) ? 'done' : 'todo',
    })),
  };
}

/** Who handed the draft over, for the page to say. */
export function handedOf({ handedBy, handedNote = '' }: Open) {
  return { handedBy, handedNote };
}

function isFilled({ facts, lines, persons }: Sheet, step: Step): boolean {
  if (step === 'goods') return lines.length > 0;
  if (step === 'persons') return persons.length > 0;
  if (step === 'review') return false;
  const names = commonFields[step].map(({ name }) => name).filter(name => name !== 'country');
  return names.some(name => facts[name] !== undefined);
}

/** A problem as the summary says it: where, what, and the way to its field. */
export function summaryLine(problem: FieldProblem, draft: Open, step: Leaf, open: string | undefined, words: Words) {
  return {
    text: whereOf(problem.path, draft.sheet, words) + words.problem(problem),
    href: hrefOf(problem.path, draft, step, open),
  };
}

function whereOf(path: string, sheet: Sheet, words: Words): string {
  const [group, at = '', ...name] = path.split('.');
  const last = name.at(-1);
  const colon = `${words.t('common:colon')} `;
  if (group === 'facts') return words.label(at) + colon;
  if (group === 'persons')
    return `${words.t('entry:where.person', { no: Number(at) + 1 })}${last ? `, ${words.label(last)}` : ''}${colon}`;
  if (group !== 'lines' || at === '') return '';
  const heading = textOf(sheet.lines[Number(at)]?.values.heading);
  const label = last && (name[0] === 'details' ? words.label(last, heading as never) : words.label(last));
  return `${words.t('entry:where.line', { no: Number(at) + 1 })}${label ? `, ${label}` : ''}${colon}`;
}

/** Address of the field a problem is at: on this page, or on its own step with its row open. */
export function hrefOf(path: string, { id, sheet }: Open, step: Leaf, open: string | undefined): string {
  const [group = '', at = ''] = path.split('.');
  const field = `#${idOf(path.replace(/\.unit(2?)$/, '.quantity$1').replace(/^(lines\.\d+)\.currency$/, '$1.value'))}`;
  const home = step === 'page' && isOnPage(path, sheet) ? 'page' : stepOfPath(path);
  const key =
    group === 'lines' ? sheet.lines[Number(at)]?.key : group === 'persons' ? sheet.persons[Number(at)]?.key : undefined;
  if (home === step && (key === undefined || key === open)) return at === '' ? '#main' : field;
  const row = key === undefined ? '' : `&${group === 'lines' ? 'line' : 'row'}=${key}`;
  return `/seizures/drafts/${id}/${home}?check=1${row}${at === '' ? '' : field}`;
}

/** Whether the page of the short form asks for what is at a path. */
export function isOnPage(path: string, { facts }: Sheet): boolean {
  const [group, name = ''] = path.split('.');
  if (group !== 'facts') return group === 'lines' || group === 'persons';
  const field = allCommonFields.find(one => one.name === name);
  return field?.form === 'short' || facts[name] !== undefined;
}

function stepFields(shown: Shown, draft: Open, step: keyof typeof commonFields, showing: Showing) {
  const { sheet } = draft;
  return commonFields[step]
    .filter(field => field.form === 'short' || sheet.form === 'long' || sheet.facts[field.name] !== undefined)
    .map(field => {
      const options = fieldOptions(shown, sheet, field.name, showing);
      const view = fieldView(
        field,
        { path: `facts.${field.name}`, values: sheet.facts, ...(options ? { options } : {}) },
        showing,
      );
      return field.name === 'country' && isCountryFixed(shown.viewer, draft)
        ? { ...view, fixed: showing.words.code('country', textOf(sheet.facts.country)) }
        : view;
    });
}

/** An administration enters for its own country; a record that is amended stays with its country. */
export function isCountryFixed(viewer: Viewer, draft: Open): boolean {
  return draft.amends !== undefined || viewer.office.kind === 'administration';
}

export function fieldOptions(
  { viewer, context, words }: Shown,
  sheet: Sheet,
  name: string,
  showing: Showing,
): readonly Option[] | undefined {
  if (name === 'country' && viewer.office.kind === 'rilo')
    return optionsOf('country', [], showing).filter(({ value }) => viewer.office.memberCountries.includes(value));
  if (name !== 'release') return undefined;
  const country = textOf(sheet.facts.country);
  const ceiling =
    country && context.lists.lookUp('country', country) ? context.offices.owning(country).releaseCeiling : 'all';
  return releasesUnder(ceiling).map(value => ({ value, label: words.option('release', value) }));
}
