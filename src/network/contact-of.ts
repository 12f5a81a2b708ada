import { now as portalNow } from '../text/clock.ts';
import type { Viewer } from '../access/index.ts';
import type { Pool, Queryable } from '../db/pool.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { Lists, Office, Offices } from '../reference/index.ts';
import { callable, presentContact } from './pages/presenter-office.ts';
import { isOpen } from './hours.ts';
import { readContact } from './store.ts';
import { listPoints } from './store-points.ts';
import { today } from '../text/plain-date.ts';
import { wordsIn } from './pages/words.ts';

/** How an office is reached, for other features' pages: items of a definition list, and whether it published any. */
export async function contactOf(
  viewer: Viewer,
  { pool, lists, texts }: { pool: Pool; lists: Lists; texts: Texts },
  office: Office,
  lang: Language,
) {
  return presentContact({
    contact: await readContact(pool, viewer, office.id),
    office,
    words: wordsIn(lang, { lists, texts }),
    now: portalNow(),
  });
}

/**
 * The office that answers a viewer's questions: the own administration for its officers; the RILO for its contact
 * point; the Secretariat for all others. Pure.
 */
export function whoAnswers({ office }: Viewer, offices: Offices, isContactPoint: boolean): Office | undefined {
  const rilo = office.riloId === null ? undefined : offices.byId(office.riloId);
  if (office.kind === 'administration') {
    if (!isContactPoint) return offices.byId(office.id);
    if (rilo) return rilo;
  }
  return offices.all.find(({ kind }) => kind === 'secretariat');
}

/** The time zone an office published with its hours, if it did. */
export async function timeZoneOf(on: Queryable, viewer: Viewer, officeId: number): Promise<string | undefined> {
  return (await readContact(on, viewer, officeId)).hours?.timeZone;
}

/** How an office is reached today, an administration by its contact point, and whether it is open now. */
export async function pointAtHome(
  viewer: Viewer,
  { pool, lists, texts }: { pool: Pool; lists: Lists; texts: Texts },
  office: Office,
  lang: Language,
) {
  const [points, contact] = await Promise.all([
    listPoints(pool, viewer, office.id),
    readContact(pool, viewer, office.id),
  ]);
  const words = wordsIn(lang, { lists, texts });
  const now = portalNow();
  const day = today();
  const point = points.find(one => one.supersededAt === null && one.validFrom <= day);
  const phone = point?.phone ?? contact.phone;
  const email = point?.email ?? contact.email;
  const { items } = presentContact({ contact, office, words, now });
  const open = contact.hours && isOpen(contact.hours, now);
  return {
    /** What to write at the top: whose it is. */
    name: words.office(office),
    function: point?.function ?? '',
    open: open ?? undefined,
    /** Local time at which the office closes, while it is open. */
    until: open ? contact.hours?.closes : undefined,
    email: email ?? undefined,
    items: [
      callable('phone', phone, words),
      ...(contact.outOfHours ? [callable('outOfHours', contact.outOfHours, words)] : []),
      { label: words.t('network:field.email'), ...(email ? { value: email, href: `mailto:${email}` } : {}) },
      ...items.slice(-2),
    ],
  };
}
