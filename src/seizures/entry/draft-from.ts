import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { Forbidden } from '../../errors.ts';
import { typedValues } from './form-from-record.ts';
import { closeSheet, emptySheet } from './form-sheet.ts';
import type { Values } from './form-sheet.ts';
import type { FieldValue, HeadingCode } from '../goods/heading.ts';
import { mayEnterFor } from '../permissions.ts';
import { insertDraft } from './store-drafts.ts';

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
): Promise<void> {
  const country = String(facts.country ?? '');
  if (!mayEnterFor(viewer, country)) throw new Forbidden(`does not report for ${country}`);
  const sheet = {
    ...emptySheet,
    form: 'long' as const,
    facts: stated(facts),
    lines: [{ key: 'l1', values: { heading, ...stated(goods) } }],
  };
  await insertDraft(client, viewer, { id, typed: closeSheet(sheet) });
}

function stated(values: Readonly<Record<string, FieldValue>>): Values {
  return Object.fromEntries(Object.entries(typedValues(values)).filter(([, value]) => value !== ''));
}
