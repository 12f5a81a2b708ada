import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import { mayAmend, readSeizure, takesPictures, type Seizure } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import type { Typed } from './form-page.ts';
import { can } from './permissions.ts';
import type { Facts, Picture } from './picture.ts';
import { lockPicture } from './store.ts';
import { insertPicture, insertStep, saveFacts } from './store-change.ts';
import { indexPicture } from './store-words.ts';

/**
 * The record a picture is to belong to. Throws NotVisible, Forbidden where the viewer may not amend it, and Refused
 * where no picture of it may be stored.
 */
export async function seizureFor(on: Client | CpdbContext['pool'], viewer: Viewer, ref: string): Promise<Seizure> {
  const seizure = await readSeizure(on, viewer, ref, { action: 'seizure.read', detail: { for: 'picture' } });
  if (!mayAmend(viewer, seizure)) throw new Forbidden('may not add to this record');
  if (seizure.record.lines.some(({ heading }) => !takesPictures(heading)))
    throw new Refused({ path: 'heading', key: 'cpdb:problem.noPictures' });
  return seizure;
}

/** What a record already tells of its hiding place, for the form. */
export function prefilled({ ref, record: { facts, lines } }: Seizure): Typed {
  const code = (name: string): string => {
    const value = facts[name];
    return typeof value === 'string' ? value : Array.isArray(value) ? String(value[0] ?? '') : '';
  };
  return {
    seizure: ref,
    heading: lines[0]?.heading ?? '',
    product: lines[0]?.product ?? '',
    concealment: code('concealment'),
    transport: code('transport'),
    detection: code('detection'),
    country: code('country'),
    seizedOn: code('seizureDate'),
  };
}

/** Begins a picture as a draft. The same form sent twice is one picture. Returns its reference. */
export async function contribute(
  { pool, lists, offices }: CpdbContext,
  viewer: Viewer,
  { clientUuid, seizure: seizureRef, facts }: { clientUuid: string; seizure: string; facts: Facts },
): Promise<string> {
  return inTransaction(pool, async client => {
    const seizure = seizureRef === '' ? undefined : await seizureFor(client, viewer, seizureRef);
    const { id, ref, isNew } = await insertPicture(client, viewer, {
      clientUuid,
      facts,
      seizureId: seizure?.id ?? null,
      regionId: offices.riloOf(facts.country)?.id ?? null,
    });
    if (!isNew) return ref;
    await indexPicture(client, lists, { id, ref }, facts);
    await insertStep(client, viewer, id, 'begun');
    await note(client, viewer, {
      action: 'picture.begun',
      subject: ref,
      detail: { heading: facts.heading, ...(seizure ? { refs: [seizure.ref] } : {}) },
    });
    return ref;
  });
}

/** Saves what is told of a draft. Throws ChangedMeanwhile when someone saved since. */
export async function amend(
  { pool, lists, offices }: CpdbContext,
  viewer: Viewer,
  ref: string,
  version: number,
  facts: Facts,
): Promise<void> {
  await inTransaction(pool, async client => {
    const picture = await lockPicture(client, viewer, ref);
    if (!can(viewer, 'edit', picture)) throw new Forbidden('does not work on this picture');
    if (picture.version !== version) throw new ChangedMeanwhile(`${ref} was saved by somebody else`);
    await saveFacts(client, picture, facts, offices.riloOf(facts.country)?.id ?? null);
    await indexPicture(client, lists, picture, facts);
    await note(client, viewer, { action: 'picture.saved', subject: ref });
  });
}

/** A picture as its form shows it. */
export function typedOf(picture: Picture): Typed {
  return {
    version: String(picture.version),
    seizure: picture.seizureRef ?? '',
    heading: picture.heading,
    captionEn: picture.captions.en ?? '',
    captionFr: picture.captions.fr ?? '',
    concealment: picture.concealment,
    transport: picture.transport,
    product: picture.product ?? '',
    detection: picture.detection ?? '',
    country: picture.country,
    seizedOn: picture.seizedOn,
  };
}
