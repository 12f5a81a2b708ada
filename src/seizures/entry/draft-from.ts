import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { Forbidden } from '../../errors.ts';
import { flatten, typedValues } from './form-from-record.ts';
import { closeSheet, emptySheet, type Values } from './form-sheet.ts';
import type { FieldValue, HeadingCode } from '../goods/heading.ts';
import { mayEnterFor } from '../permissions.ts';
import { readForAmendment } from './pages/load.ts';
import { insertDraft, type DraftOrigin } from './store-drafts.ts';

/** What another part of the portal knows of a seizure: by the names of the entry form. An empty text is left out. */
export interface Told {
  /** Common fields: country, seizureDate (YYYY-MM-DD), placeName, departure, destination, transport, narrative … */
  readonly facts: Readonly<Record<string, FieldValue>>;
  readonly heading: HeadingCode;
  /** Fields of the goods line: product, productText, quantity, unit, "details.baselCode" … */
  readonly goods: Readonly<Record<string, FieldValue>>;
}

/**
 * Starts a long-form draft of the viewer's, filled in with what is known; it is checked when it is submitted, as any
 * other. Pass the client of the transaction that is the reason. Throws Forbidden for a country the viewer does not
 * record for.
 */
export async function draftFrom(
  client: Client,
  viewer: Viewer,
  id: string,
  { facts, heading, goods }: Told,
  origin?: DraftOrigin,
): Promise<void> {
  const country = String(facts.country ?? '');
  if (!mayEnterFor(viewer, country)) throw new Forbidden(`does not report for ${country}`);
  const sheet = {
    ...emptySheet,
    form: 'long' as const,
    facts: stated(facts),
    lines: [{ key: 'l1', values: { heading, ...stated(goods) } }],
  };
  await insertDraft(client, viewer, { id, typed: closeSheet(sheet), ...(origin ? { origin } : {}) });
}

/** What changed of what another part of the portal told: new values by name, and names that are not stated any more. */
export interface Retold {
  readonly facts: Readonly<Record<string, FieldValue | undefined>>;
  readonly goods: Readonly<Record<string, FieldValue | undefined>>;
}

/**
 * Starts an amendment of a record, of the viewer's, with what changed filled in and its reason; a colleague's other
 * corrections stay. Pass the client of the transaction that is the reason. Throws NotVisible, Forbidden.
 */
export async function amendmentFrom(
  client: Client,
  viewer: Viewer,
  { id, ref, reason }: { readonly id: string; readonly ref: string; readonly reason: string },
  { facts, goods }: Retold,
): Promise<void> {
  const seizure = await readForAmendment(client, viewer, ref);
  const sheet = flatten(seizure.record);
  const [first, ...rest] = sheet.lines;
  const line = first ?? { key: 'l1', values: {} };
  const typed = closeSheet({
    ...sheet,
    form: 'long',
    reason,
    facts: retold(sheet.facts, facts),
    lines: [{ ...line, values: retold(line.values, goods) }, ...rest],
  });
  await insertDraft(client, viewer, { id, typed, seizure: { id: seizure.id, version: seizure.version } });
}

function retold(values: Values, changed: Readonly<Record<string, FieldValue | undefined>>): Values {
  const kept = Object.entries(values).filter(([name]) => !Object.hasOwn(changed, name));
  const told = Object.entries(changed).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(kept), ...stated(Object.fromEntries(told)) };
}

function stated(values: Readonly<Record<string, FieldValue>>): Values {
  return Object.fromEntries(Object.entries(typedValues(values)).filter(([, value]) => value !== ''));
}
