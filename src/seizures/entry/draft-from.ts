import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { queryRow, sql } from '../../db/sql.ts';
import { Forbidden } from '../../errors.ts';
import { typedValues } from './form-from-record.ts';
import { closeSheet, emptySheet } from './form-sheet.ts';
import type { Values } from './form-sheet.ts';
import type { FieldValue, HeadingCode } from '../goods/heading.ts';
import { mayEnterFor } from '../permissions.ts';
import { visibleSeizures } from '../scope.ts';
import type { Status } from '../seizure.ts';
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
 * Starts a long-form draft of the viewer's, filled in with what is known; it is checked when it is submitted, as any other.
 * Pass the client of the transaction that is the reason. Throws Forbidden for a country the viewer does not record for.
 */
export async function draftFrom(
  viewer: Viewer,
  client: Client,
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
  await insertDraft(viewer, client, { id, typed: closeSheet(sheet) });
}

function stated(values: Readonly<Record<string, FieldValue>>): Values {
  return Object.fromEntries(Object.entries(typedValues(values)).filter(([, value]) => value !== ''));
}

/** Where a draft stands for somebody outside the form: whose it is, and the record it became. */
export interface DraftState {
  readonly login: string;
  readonly isOwn: boolean;
  readonly savedAt: string;
  readonly isDiscarded: boolean;
  readonly record?: { readonly ref: string; readonly status: Status; readonly isOpen: boolean };
}

/** A draft's state; of its record only reference, status and whether this viewer may open it. Undefined for no such draft. */
export async function stateOfDraft(viewer: Viewer, on: Queryable, id: string): Promise<DraftState | undefined> {
  const scope = visibleSeizures(viewer);
  const row = await queryRow<{
    login: string;
    accountId: number;
    savedAt: Date;
    isDiscarded: boolean;
    ref: string | null;
    status: Status;
    isVisible: boolean;
  }>(
    on,
    sql`
      select a.login_id as login, d.account_id as "accountId", d.saved_at as "savedAt",
        d.discarded_at is not null as "isDiscarded",
        s.ref, s.status, coalesce(${scope}, false) as "isVisible"
      from seizure_drafts d join accounts a on a.id = d.account_id left join seizures s on s.client_uuid = d.id
      where d.id = ${id}`,
  );
  if (!row) return undefined;
  return {
    login: row.login,
    isOwn: row.accountId === viewer.accountId,
    savedAt: row.savedAt.toISOString(),
    isDiscarded: row.isDiscarded,
    ...(row.ref === null
      ? {}
      : { record: { ref: row.ref, status: row.status, isOpen: row.isVisible && rights['database:read'](viewer) } }),
  };
}
