import { readQuery, text } from '../../../fields/index.ts';
import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { BadRequest, Forbidden, NotFound } from '../../../errors.ts';
import { leaves, type Leaf } from '../../fields.ts';
import { copyOf } from '../copy.ts';
import { flatten } from '../form-from-record.ts';
import type { Post } from '../form-post.ts';
import { closeSheet, emptySheet, openSheet, type Sheet } from '../form-sheet.ts';
import { can } from '../../permissions.ts';
import { findByClientUuid, findVersion, readSeizure, type Seizure } from '../../record/store.ts';
import { getDraft, insertDraft, type Draft } from '../store-drafts.ts';

/** Number of the draft in the address; any other shape is an address that does not exist. */
export function draftIdOf(req: Request): string {
  const id = String(req.params.id);
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)) throw new NotFound('no such draft');
  return id;
}

export function stepOf(req: Request): Leaf {
  const step = leaves.find(one => one === req.params.step);
  if (!step) throw new NotFound('no such step');
  return step;
}

/** The parameters of the query that a page knows, each at most once. Throws BadRequest for any other. */
export function queryOf<N extends string>(req: Request, names: readonly N[]): Partial<Record<N, string>> {
  const query = readQuery(req.query, Object.fromEntries(names.map(name => [name, shortText])));
  return Object.fromEntries(Object.entries(query).filter(([, text]) => text !== '')) as Partial<Record<N, string>>;
}

const shortText = text({ max: 60 });

export function refOf(req: Request): string {
  return readRef(String(req.params.ref));
}

function readRef(ref: string): string {
  if (!/^[A-Z]{2}-\d{4}-\d{6,9}$/.test(ref)) throw new NotFound('no such record');
  return ref;
}

/** A new form after a record the viewer may see. */
export async function copiedFor(on: Queryable, viewer: Viewer, from: string): Promise<Sheet> {
  return forViewer(viewer, await copyOf(on, viewer, readRef(from)));
}

function forViewer(viewer: Viewer, sheet: Sheet): Sheet {
  return { ...sheet, facts: { ...sheet.facts, ...newSheet(viewer, sheet.form).facts } };
}

export function freshKey(): string {
  return randomBytes(4).toString('hex');
}

/** A record to be amended, read through the scope: not visible is 404, visible but not theirs to amend is 403. */
export async function readForAmendment(on: Queryable, viewer: Viewer, ref: string): Promise<Seizure> {
  const seizure = await readSeizure(on, viewer, ref, { action: 'seizure.read', detail: { for: 'amendment' } });
  if (!can(viewer, 'amend', seizure)) throw new Forbidden('may not amend');
  return seizure;
}

/** A new form: an administration records its own country, others say which. */
export function newSheet(viewer: Viewer, form: Sheet['form']): Sheet {
  const { kind, country } = viewer.office;
  return { ...emptySheet, form, facts: kind === 'administration' && country ? { country } : {} };
}

/**
 * The draft a form was sent for. The first save of a new form makes it, a second finds it: `on` is in a transaction and
 * the draft locked.
 */
export async function draftFor(on: Queryable, viewer: Viewer, id: string, post: Post): Promise<Draft> {
  const known = await getDraft(on, viewer, id, true).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  if (known) return known;
  await insertDraft(on, viewer, { id, ...(await beginning(on, viewer, post)) });
  return getDraft(on, viewer, id, true);
}

async function beginning(
  on: Queryable,
  viewer: Viewer,
  { amends, form, from }: Post,
): Promise<Pick<Parameters<typeof insertDraft>[2], 'typed' | 'seizure' | 'origin'>> {
  if (from !== undefined) {
    const sheet = await copiedFor(on, viewer, from);
    return { typed: closeSheet(sheet), origin: { kind: 'copy', ref: from } };
  }
  if (!amends) return { typed: closeSheet(newSheet(viewer, form ?? 'short')) };
  const seizure = await readForAmendment(on, viewer, amends.ref);
  const record = await findVersion(on, viewer, seizure, amends.version);
  if (!record)
    throw new BadRequest([{ path: 'baseVersion', key: 'findings:notAChoice', values: { value: amends.version } }]);
  return { typed: closeSheet(flatten(record)), seizure: { id: seizure.id, version: amends.version } };
}

/**
 * Who writes for one country only cannot write for another, whatever the form says; a record stays with its country.
 */
export function keepCountry(viewer: Viewer, draft: Draft, sheet: Sheet): Sheet {
  const before = openSheet(draft.typed).facts.country;
  const fixed = draft.seizureId === null ? newSheet(viewer, sheet.form).facts.country : before;
  return fixed === undefined ? sheet : { ...sheet, facts: { ...sheet.facts, country: fixed } };
}

/** Reference of the record a submitted draft became. */
export async function refOfSubmitted(on: Queryable, draft: Draft): Promise<string> {
  return draft.ref ?? (await findByClientUuid(on, draft.id))?.ref ?? '';
}
