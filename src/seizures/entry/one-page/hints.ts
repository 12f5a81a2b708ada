import { latestToday, today } from '../../../text/plain-date.ts';
import { now } from '../../../text/clock.ts';
import { allCommonFields, commonFields } from '../../fields.ts';
import { idOf, type Flag } from '../../flags/flag.ts';
import { flagsOf } from '../../flags/flags-of.ts';
import { flagText } from '../../flags/presenter-flags.ts';
import { countOthers } from '../../flags/store-flags.ts';
import { fitsPlace } from '../../checks/conveyance.ts';
import { checkSheet } from '../form-check.ts';
import { textOf, type Sheet } from '../form-sheet.ts';
import type { Shown } from '../pages/page.ts';
import { between } from './store-usual.ts';
import { placePick, type QuickPick, type Usual } from './usual.ts';

/** A part of the page; its hints stand at its end. */
export const parts = ['goods', 'where', 'how'] as const;
export type Part = (typeof parts)[number];

/** What contradicts, before it is submitted: a question, and ready answers where the portal knows some. */
export interface Hint {
  readonly id: string;
  readonly part: Part;
  readonly text: string;
  readonly answers: readonly QuickPick[];
}

/**
 * The flags a record as typed so far would get, in words. They hold nobody back: the officer may be right, and the desk
 * sees them too.
 */
export async function hintsOf(shown: Shown, sheet: Sheet, usual: Usual): Promise<Hint[]> {
  const { words, context } = shown;
  const flags = await flagsOfSheet(shown, sheet);
  return flags.map(flag => ({
    id: idOf(flag),
    part: partOf(flag.path),
    text: flagText(flag, words),
    answers: flag.key === 'findings:transportAgainstPlace' ? fitting(sheet, usual, words, context.lists.lookUp) : [],
  }));
}

/** The flags a record as typed so far would get. */
export async function flagsOfSheet({ context }: Shown, sheet: Sheet): Promise<readonly Flag[]> {
  const { lookUp } = context.lists;
  const { record } = checkSheet(sheet, { lookUp, purpose: 'draft' });
  if (!record) return [];
  const country = textOf(sheet.facts.country);
  const office = lookUp('country', country) ? context.offices.owning(country).id : undefined;
  const counted =
    record.facts.concealment === 'CON-OTH' && office !== undefined
      ? (await countOthers(context.pool, [office])).get(office)
      : undefined;
  const evidence = {
    today: latestToday(now()),
    lookUp,
    quantityNorm: context.quantityNorm ?? (() => undefined),
    usualPlaces: context.usualPlaces ?? (() => undefined),
  };
  const others = counted ?? { other: 0, of: 0 };
  const flags = flagsOf(record, evidence, { channel: 'form', recordedOn: today(), others, confirmed: [] });
  const asked = new Set(allCommonFields.filter(({ form }) => form === 'short').map(({ name }) => name));
  // A line that has no product yet is not in the record: later ones are told by their own place in the sheet.
  const places = sheet.lines.flatMap(({ values }, at) => (textOf(values.product) === '' ? [] : [at]));
  return flags
    .filter(({ path }) => !path.startsWith('facts.') || asked.has(path.slice(6)) || sheet.form === 'long')
    .map(flag => ({
      ...flag,
      path: flag.path.replace(/^lines\.(\d+)/, (_, at) => `lines.${places[Number(at)] ?? at}`),
    }));
}

function partOf(path: string): Part {
  if (path.startsWith('lines.')) return 'goods';
  return commonFields.circumstances.some(({ name }) => path === `facts.${name}`) ? 'where' : 'how';
}

/** The usual conveyances that go with the place, and the usual places that go with the conveyance. */
function fitting(
  { facts }: Sheet,
  usual: Usual,
  words: Shown['words'],
  lookUp: Shown['context']['lists']['lookUp'],
): QuickPick[] {
  const [transport, location] = [textOf(facts.transport), textOf(facts.location)];
  const conveyances = usual('transport').filter(code => lookUp('transport', code) && fitsPlace(code, location));
  const places = usual('place').filter(one => fitsPlace(transport, one.split(between)[1] ?? ''));
  return [
    ...conveyances
      .slice(0, 2)
      .map(code => ({ label: words.code('transport', code), sets: JSON.stringify({ 'facts.transport': code }) })),
    ...places.slice(0, 1).map(one => placePick(one, words)),
  ];
}
