import { Readable } from 'node:stream';
import { uuidOfText } from '../../src/crypto/uuid-of-text.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { note } from '../../src/audit/index.ts';
import { galleryKinds } from '../../src/files/kinds/kinds.ts';
import { largestImage, type Role } from '../../src/cpdb/images/image.ts';
import { examine } from '../../src/cpdb/images/jobs.ts';
import { insertImage, listImages, setArrangement, setRegions } from '../../src/cpdb/images/store.ts';
import type { Facts } from '../../src/cpdb/pictures/picture.ts';
import { insertPicture, moveTo, refreshCover } from '../../src/cpdb/pictures/store-change.ts';
import { indexPicture } from '../../src/cpdb/pictures/store-words.ts';
import type { CpdbContext } from '../../src/cpdb/context.ts';
import { execute, queryRow, sql } from '../../src/db/sql.ts';

type Words = Readonly<Record<'en' | 'fr', string>>;

/** A synthetic hiding place with its photo and X-ray, drawn when it is asked for. */
export interface SamplePair {
  /** Stable over all starts. */
  readonly key: string;
  readonly caption: Words;
  readonly concealment: string;
  readonly transport: string;
  readonly detection: string;
  readonly heading: string;
  readonly product: string;
  readonly country: string;
  readonly seizedOn: string;
  readonly xrayType: string;
  readonly regions: readonly {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
    readonly note: Words;
  }[];
  /** A synthetic record of the same goods and place is looked for. */
  readonly linked: boolean;
  draw(): Promise<{ readonly photo: Buffer; readonly xray: Buffer }>;
}

const queue = 'cpdb-samples';

/**
 * Publishes drawn pictures for evaluation beside the pages, which do not wait for them. Run again it goes on where it
 * ended. One of Kenya, whose officers and RILO are in the cast, waits for its review.
 */
export async function startSamplePictures(context: CpdbContext, pairs: readonly SamplePair[]): Promise<void> {
  const waiting = pairs.findLast(({ country, linked }) => country === 'KE' && !linked);
  await context.jobs.work<object>(queue, async (_, signal) => {
    for (const pair of pairs) {
      if (signal.aborted) return;
      await publishSample(context, pair, pair === waiting ? 'submitted' : 'published');
    }
  });
  const known = await queryRow<{ n: number }>(
    context.jobPool,
    sql`select count(*)::int as n from cpdb_pictures where synthetic and state <> 'draft'`,
  );
  if ((known?.n ?? 0) < pairs.length) await context.jobs.send(queue, {}, queue);
}

/**
 * One drawn picture: taken in, examined and published as any other, in the name of its country's office and by no
 * account; or left to the RILO.
 */
async function publishSample(
  context: CpdbContext,
  pair: SamplePair,
  state: 'submitted' | 'published' = 'published',
): Promise<void> {
  const { jobPool, lists, offices } = context;
  const record = pair.linked ? await likeRecord(context, pair) : undefined;
  // A picture of a record happened where and when the record says.
  const { country, seizedOn } = record ?? pair;
  const facts: Facts = {
    captions: pair.caption,
    heading: pair.heading,
    product: pair.product,
    concealment: pair.concealment,
    transport: pair.transport,
    detection: pair.detection,
    country,
    seizedOn,
  };
  const author = { accountId: null, office: offices.owning(country) };
  const picture = await inTransaction(jobPool, async client => {
    const made = await insertPicture(client, author, {
      clientUuid: sampleUuid(pair.key),
      facts,
      synthetic: true,
      regionId: offices.riloOf(country)?.id ?? null,
      seizureId: record?.id ?? null,
    });
    if (made.isNew) await indexPicture(client, lists, made, facts);
    const row = await queryRow<{ state: string }>(client, sql`select state from cpdb_pictures where id = ${made.id}`);
    return { ...made, isDone: row?.state !== 'draft' };
  });
  if (picture.isDone) return;
  const { photo, xray } = await pair.draw();
  for (const [role, content, ending] of [
    ['photo', photo, 'jpg'],
    ['xray', xray, pair.xrayType === 'image/tiff' ? 'tif' : 'png'],
  ] as const)
    await takeIn(context, picture.id, { role, content, name: `${pair.key}.${ending}`, regions: pair.regions });
  await inTransaction(jobPool, async client => {
    if ((await listImages(client, picture.id)).some(({ state }) => state !== 'ready'))
      throw new Error(`a drawn picture was not taken: ${pair.key}`);
    await refreshCover(client, picture.id);
    await moveTo(client, author, picture, state, state);
    if (state === 'published')
      await execute(
        client,
        sql`
          update cpdb_pictures set
            published_at = least(now(),
            seized_on + interval '21 days' + make_interval(mins => (${picture.id} % 600)::int))
          where id = ${picture.id}`,
      );
    await note(client, {}, { action: `picture.${state}`, subject: picture.ref });
  });
  context.counts.changed();
}

async function takeIn(
  context: CpdbContext,
  pictureId: number,
  { role, content, name, regions }: { role: Role; content: Buffer; name: string; regions: SamplePair['regions'] },
): Promise<void> {
  const receipt = await context.intake.receive(Readable.from([content]), {
    name,
    limit: largestImage,
    kinds: galleryKinds,
  });
  if ('refusal' in receipt) throw new Error(`a drawn picture was refused: ${name} ${receipt.refusal.reason}`);
  const taken = await inTransaction(context.jobPool, async client => {
    const outcome = await insertImage(client, { accountId: null }, pictureId, `sample-${role}`, receipt.file, role);
    if (!outcome.isNew) return outcome;
    await setArrangement(client, pictureId, { id: outcome.id, role, place: role === 'photo' ? 1 : 2, pair: 1 });
    await setRegions(client, outcome.id, regions);
    return outcome;
  });
  if (!taken.isNew) await context.intake.remove(receipt.file.storedId);
  await examine(context, taken.id);
}

/** A synthetic record with the same goods and place of concealment, if there is one. */
async function likeRecord(
  { jobPool }: CpdbContext,
  { heading, concealment }: SamplePair,
): Promise<{ id: number; country: string; seizedOn: string } | undefined> {
  const row = await queryRow<{ id: string; country: string; seizedOn: string }>(
    jobPool,
    sql`
      select id, country, to_char(seizure_date, 'YYYY-MM-DD') as "seizedOn" from seizures s
      where synthetic and headings @> array[${heading}] and concealment = ${concealment}
        and status in ('submitted', 'verified') and release = 'all' and embargo_until is null
        and not exists (select from cpdb_pictures p where p.seizure_id = s.id)
        order by seizure_date desc, id desc limit 1`,
  );
  return row && { ...row, id: Number(row.id) };
}

/** Number of the form of a drawn picture, by which it is found again. */
export function sampleUuid(key: string): string {
  return uuidOfText(`sample picture ${key}`);
}
