import type { Queryable } from '../../db/pool.ts';
import type { Letter, Outbox } from '../../mail/index.ts';
import type { Offices } from '../../reference/index.ts';
import { wantsMail } from '../account/notifications.ts';
import type { Application, NewApplication } from './application.ts';
import { findApplicant, listAdministrators, type Reader } from './store-write.ts';

interface Post {
  readonly outbox: Outbox;
  readonly offices: Offices;
}

type About = Pick<NewApplication, 'officeId' | 'givenName' | 'familyName'> & { readonly ref: string };

/**
 * Tells the administrators (but the one who acts) that something waits: `waiting` a new or answered application,
 * `second` one for a second person.
 */
export async function tellAdministrators(
  on: Queryable,
  post: Post,
  kind: 'applicationWaiting' | 'applicationSecond',
  about: About,
  actor: number,
): Promise<void> {
  for (const reader of await listAdministrators(on, actor)) await send(on, post, reader, kind, about, '');
}

/** Tells whoever applied what was asked or decided. */
export async function tellApplicant(
  on: Queryable,
  post: Post,
  kind: 'applicationAsked' | 'applicationGranted' | 'applicationRefused',
  application: Application,
  words: string,
): Promise<void> {
  const reader = await findApplicant(on, application);
  if (reader) await send(on, post, reader, kind, application, words);
}

/** Tells the administrators of a whole course in one letter. */
export async function tellOfBatch(
  on: Queryable,
  post: Post,
  batch: { ref: string; course: string; count: number; officeId: number },
  actor: number,
): Promise<void> {
  for (const reader of await listAdministrators(on, actor)) {
    await postTo(on, post, reader, {
      kind: 'batchWaiting',
      path: `/access/applications/batches/${batch.ref}`,
      values: {
        ref: batch.ref,
        course: batch.course,
        count: batch.count,
        office: officeName(post.offices, batch.officeId, reader.lang),
      },
    });
  }
}

/** Tells whoever sent a course how it was decided, in one letter. */
export async function tellBatchDecided(
  on: Queryable,
  post: Post,
  applications: readonly Application[],
  batch: { ref: string; words: string; granted: boolean },
): Promise<void> {
  const [first] = applications;
  const reader = first && (await findApplicant(on, first));
  if (!reader) return;
  await postTo(on, post, reader, {
    kind: batch.granted ? 'batchGranted' : 'batchRefused',
    path: `/access/applications/batches/${batch.ref}`,
    values: { ref: batch.ref, count: applications.length, words: batch.words === '' ? '–' : batch.words },
  });
}

async function send(
  on: Queryable,
  post: Post,
  reader: Reader,
  kind: string,
  about: About,
  words: string,
): Promise<void> {
  await postTo(on, post, reader, {
    kind,
    path: `/access/applications/${about.ref}`,
    values: {
      ref: about.ref,
      name: `${about.givenName} ${about.familyName}`,
      office: officeName(post.offices, about.officeId, reader.lang),
      words: words === '' ? '–' : words,
    },
  });
}

/** Who chose not to be told of applications by letter sees them in the portal. */
async function postTo(
  on: Queryable,
  { outbox }: Post,
  { id, email, lang }: Reader,
  letter: Omit<Letter, 'to' | 'lang'>,
): Promise<void> {
  if (await wantsMail(on, id, 'application')) await outbox.post(on, { ...letter, to: email, lang });
}

function officeName(offices: Offices, id: number, lang: 'en' | 'fr'): string {
  const office = offices.byId(id);
  return office === undefined ? '' : lang === 'fr' ? office.nameFr : office.nameEn;
}
