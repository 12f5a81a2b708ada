import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'supertest';
import { problemsOn } from './entry.ts';
import { picture } from './file-samples.ts';
import type { Browser, TestPortal } from './portal.ts';

/** A complete form of a picture about heroin in a fuel tank. */
export const pictureForm = (more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  clientUuid: randomUUID(),
  version: '0',
  seizure: '',
  heading: 'DRUG',
  captionEn: 'Fuel tank with a welded inner box',
  captionFr: '',
  concealment: 'CON-VEH-FUEL',
  transport: 'ROAD-TRUCK',
  product: '',
  detection: '',
  country: 'KE',
  seizedOn: '2026-03',
  ...more,
});

/** Begins a draft; answers its reference. */
export async function begun(browser: Browser, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await browser.post('/cpdb/new', pictureForm(more));
  const ref = /\/(CP-\d{4}-\d{5,})\/files$/.exec(answer.headers.location ?? '')?.[1];
  if (!ref) throw new Error(`not begun: ${answer.status} ${problemsOn(answer).join(' | ')}`);
  return ref;
}

export function send(
  browser: Browser,
  ref: string,
  name: string,
  content: Buffer | string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return browser.upload(`/cpdb/pictures/${ref}/files`, { name, content }, fields);
}

export interface KnownImage {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly refusal: { reason: string } | null;
  readonly stored_id: string;
  readonly removed: string[];
}

/** The images as the database knows them once none waits any more. */
export async function examined(portal: Pick<TestPortal, 'owner'>, ref: string): Promise<KnownImage[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await portal.owner.query<KnownImage>(
      `
      select i.id, i.name, i.state, i.refusal, i.stored_id, i.removed from cpdb_images i join cpdb_pictures p on
        p.id = i.picture_id where p.ref = $1 and i.state <> 'removed' order by i.place`,
      [ref],
    );
    if (rows.length > 0 && rows.every(({ state }) => state !== 'waiting')) return rows;
    await sleep(100);
  }
  throw new Error('the images still wait');
}

/** A picture of its own colours, so that none looks like another. */
let number = 0;
export async function somePicture(): Promise<Buffer> {
  number += 1;
  return picture('jpeg', 300 + number * 7, 200 + ((number * 13) % 90));
}

/** A picture with one image, sent to the RILO. */
export async function submitted(
  portal: TestPortal,
  browser: Browser,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const ref = await begun(browser, more);
  await send(browser, ref, 'a.jpg', await somePicture());
  const [image] = await examined(portal, ref);
  await portal.owner.query(`update cpdb_images set alike = '{}' where id = $1`, [image?.id]);
  const answer = await browser.post(`/cpdb/pictures/${ref}/submit`);
  if (answer.headers.location !== `/cpdb/pictures/${ref}?done=submitted`)
    throw new Error(`not submitted: ${answer.status} ${problemsOn(answer).join(' | ')}`);
  return ref;
}

/** The same, published by the RILO of East and Southern Africa. */
export async function published(
  portal: TestPortal,
  browser: Browser,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const ref = await submitted(portal, browser, more);
  const answer = await (await portal.as('rilo.esa')).post(`/cpdb/pictures/${ref}/publish`);
  if (answer.status !== 303) throw new Error(`not published: ${answer.status}`);
  return ref;
}
