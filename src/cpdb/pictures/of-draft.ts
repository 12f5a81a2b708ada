import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { Refused } from '../../forms/index.ts';
import { wordsIn, type Lists } from '../../reference/index.ts';
import { productList, readSeizure, takesPictures, type Seizures, type ToldOfDraft } from '../../seizures/index.ts';
import { today } from '../../text/plain-date.ts';
import type { CpdbContext } from '../context.ts';
import { listImages } from '../images/store.ts';
import { prefilled } from './contribute.ts';
import { path, type Facts } from './picture.ts';
import { imageAddress } from './presenter-card.ts';
import { findOfDraft } from './store.ts';
import { insertPicture, insertStep, moveTo, saveFacts, tieToRecord } from './store-change.ts';
import { indexPicture } from './store-words.ts';

const longestCaption = 200;

/**
 * From now on pictures can be taken while a seizure is entered: they are a contribution of its officer's, seen by
 * nobody else until the draft is submitted; then they belong to the record and say what it says. With a draft that is
 * discarded they are discarded.
 */
export function keepPicturesOfDrafts(context: CpdbContext, { context: records }: Seizures): void {
  records.takeDraftPicturesFrom({
    open: (client, viewer, draftId, told) => begin(client, viewer, context, draftId, told),
    of: async (viewer, draftId, lang) => {
      const picture = await findOfDraft(context.pool, viewer, draftId);
      if (!picture) return [];
      const { t } = wordsIn(lang, context);
      const images = await listImages(context.pool, picture.id);
      return images.map(({ id, name, state, role, width, height }) => ({
        name,
        badge: t(`cpdb:shows.${role}`),
        state: state === 'ready' ? '' : t(`cpdbimages:problem.${state}`, { name }),
        ...(state === 'ready' && width && height ? { src: imageAddress(id, 'thumbnail'), width, height } : {}),
      }));
    },
  });
  records.onRecorded(async (client, viewer, { draftId, ref }) => {
    const picture = await findOfDraft(client, viewer, draftId, true);
    if (!picture) return;
    const seizure = await readSeizure(client, viewer, ref, { action: 'seizure.read', detail: { for: 'picture' } });
    if (seizure.record.lines.some(({ heading }) => !takesPictures(heading))) return drop(client, viewer, picture);
    const facts = factsOf(prefilled(seizure), context.lists);
    await saveFacts(client, picture, facts, context.offices.riloOf(facts.country)?.id ?? null);
    await tieToRecord(client, picture, seizure);
    await indexPicture(client, context.lists, picture, facts);
    await note(client, viewer, { action: 'picture.saved', subject: picture.ref, detail: { refs: [ref] } });
  });
  records.onDiscarded(async (client, viewer, draftId) => {
    const picture = await findOfDraft(client, viewer, draftId, true);
    if (picture) await drop(client, viewer, picture);
  });
}

async function drop(client: Client, viewer: Viewer, picture: { id: number; ref: string }): Promise<void> {
  await moveTo(client, viewer, picture, 'discarded', 'discarded');
  await note(client, viewer, { action: 'picture.discarded', subject: picture.ref });
}

/** The picture of a draft, begun where there is none yet. Returns the address of its files. Throws Refused. */
async function begin(
  client: Client,
  viewer: Viewer,
  { lists, offices }: CpdbContext,
  draftId: string,
  told: ToldOfDraft,
): Promise<string> {
  const known = await findOfDraft(client, viewer, draftId);
  if (known) return `${path}/${known.ref}/files`;
  if (!takesPictures(told.heading))
    throw new Refused({
      path: 'lines',
      key: told.heading === '' ? 'onepage:pictures.headingFirst' : 'cpdb:problem.noPictures',
    });
  const product = lists.lookUp(productList(told.heading), told.product) ? told.product : '';
  const facts = factsOf({ ...told, product, seizedOn: told.seizedOn || today() }, lists);
  const { id, ref } = await insertPicture(client, viewer, {
    clientUuid: randomUUID(),
    facts,
    seizureId: null,
    seizureDraftId: draftId,
    regionId: offices.riloOf(facts.country)?.id ?? null,
  });
  await indexPicture(client, lists, { id, ref }, facts);
  await insertStep(client, viewer, id, 'begun');
  await note(client, viewer, { action: 'picture.begun', subject: ref, detail: { heading: facts.heading } });
  return `${path}/${ref}/files`;
}

/** What a picture says of its place, as far as it is stated; what is not known yet is said to be unknown. */
function factsOf(told: Readonly<Partial<Record<string, string>>>, lists: Lists): Facts {
  const { heading = '', product = '', country = '', seizedOn = '', detection = '' } = told;
  const concealment = told.concealment || 'CON-UNK';
  const transport = told.transport || 'UNK';
  const caption = (lang: 'en' | 'fr'): string =>
    [
      product ? lists.name(productList(heading), product, lang) : lists.name('heading', heading, lang),
      lists.name('concealment', concealment, lang),
      lists.name('transport', transport, lang),
    ]
      .join(', ')
      .slice(0, longestCaption);
  return {
    captions: { en: caption('en'), fr: caption('fr') },
    heading,
    product: product || null,
    concealment,
    transport,
    detection: detection || null,
    country,
    seizedOn,
  };
}
