import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { NotFound } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import type { Lists } from '../../reference/index.ts';
import { productList } from '../../seizures/index.ts';
import { listImages } from '../images/store.ts';
import type { Image } from '../images/image.ts';
import type { Picture } from '../pictures/picture.ts';
import { getPicture } from '../pictures/store.ts';
import { chance, shuffled, type Random } from './drawn.ts';
import {
  labels,
  labelsKept,
  maxOthers,
  minOthers,
  othersKept,
  type Asks,
  type Exercise,
  type Kind,
  type ShownImage,
} from './set.ts';
import { findXray, listOtherXrays } from './store/store-pictures.ts';
import { today } from '../../text/plain-date.ts';

/** What a trainer asks to be added. Empty `others`: filled by chance. */
export interface Wanted {
  readonly picture: string;
  readonly kind: Kind;
  /** `clean`: the X-ray with nothing hidden in it. */
  readonly role: 'photo' | 'xray' | 'clean';
  readonly asks: Asks;
  readonly others: readonly string[];
}
type Composed = Omit<Exercise, 'id' | 'place' | 'setId'>;

/** Makes an exercise of a published picture. Throws Refused at the field that stands in the way. */
export async function compose(
  on: Client,
  viewer: Viewer,
  lists: Lists,
  wanted: Wanted,
  random: Random = chance,
): Promise<Composed> {
  const picture = await published(on, viewer, wanted.picture, 'picture');
  const images = (await listImages(on, picture.id)).filter(({ state }) => state === 'ready');
  switch (wanted.kind) {
    case 'mark':
      return {
        ...base(picture, 'mark', [
          wanted.role === 'clean' ? await cleanOf(on, picture) : shown(imageOf(images, wanted.role, true)),
        ]),
        answer: null,
      };
    case 'which':
      return which(on, viewer, picture, imageOf(images, 'xray', false), wanted.others, random);
    case 'what':
      return {
        ...base(picture, 'what', [shown(imageOf(images, wanted.role === 'photo' ? 'photo' : 'xray', false))]),
        asks: wanted.asks,
        ...labelsOf(picture, wanted.asks, lists, random),
      };
  }
}

function base(picture: Picture, kind: Kind, images: readonly ShownImage[]): Omit<Composed, 'answer'> {
  return { kind, pictureId: picture.id, shown: images, asks: null, options: [] };
}

function shown({ id }: Pick<Image, 'id'>): ShownImage {
  return { image: id, twin: false };
}

/** A picture every member sees: what a set shows must be open to all who take it. */
async function published(on: Queryable, viewer: Viewer, ref: string, field: string): Promise<Picture> {
  const picture = await getPicture(on, viewer, ref).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined;
    throw error;
  });
  if (picture?.state !== 'published')
    throw new Refused({ path: field, key: 'cpdbtraining:problem.noPicture', values: { ref } });
  return picture;
}

function imageOf(images: readonly Image[], role: 'photo' | 'xray', marked: boolean): Image {
  const ofRole = images.filter(one => one.role === role);
  if (ofRole.length === 0) throw new Refused({ path: 'role', key: `cpdbtraining:problem.no_${role}` });
  const [one] = marked ? ofRole.filter(({ regions }) => regions.length > 0) : ofRole;
  if (!one) throw new Refused({ path: 'picture', key: 'cpdbtraining:problem.noRegion' });
  return one;
}

/** The clean scan of a picture's X-ray. */
async function cleanOf(on: Queryable, picture: Picture): Promise<ShownImage> {
  const xray = await findXray(on, picture);
  if (!xray?.twin)
    throw new Refused({ path: 'role', key: 'cpdbtraining:problem.noClean', values: { ref: picture.ref } });
  return xray;
}

async function which(
  on: Client,
  viewer: Viewer,
  picture: Picture,
  xray: Image,
  refs: readonly string[],
  random: Random,
): Promise<Composed> {
  const others = refs.length > 0 ? await named(on, viewer, picture, refs) : await listOtherXrays(on, picture, xray);
  if (others.length < minOthers)
    throw new Refused({
      path: 'others',
      key: 'cpdbtraining:problem.fewOthers',
      values: { least: minOthers, found: others.length },
    });
  // The first ones are those of a handout: the right one is among them.
  const images = [
    ...shuffled([shown(xray), ...others.slice(0, maxOthers)], random),
    ...others.slice(maxOthers, othersKept),
  ];
  return {
    ...base(picture, 'which', images),
    answer: images.findIndex(({ image, twin }) => image === xray.id && !twin),
  };
}

/** X-rays of pictures the trainer names: the clean scan of each where there is one, else the X-ray as it is. */
async function named(on: Client, viewer: Viewer, picture: Picture, refs: readonly string[]): Promise<ShownImage[]> {
  const found: ShownImage[] = [];
  for (const ref of refs) {
    const other = await published(on, viewer, ref, 'others');
    const xray = await findXray(on, other);
    const isItself = other.id === picture.id && xray?.twin === false;
    if (!xray || isItself || found.some(({ image }) => image === xray.image))
      throw new Refused({
        path: 'others',
        key: isItself || xray ? 'cpdbtraining:problem.sameTwice' : 'cpdbtraining:problem.noXrayOf',
        values: { ref },
      });
    found.push(xray);
  }
  return found;
}

/** The list and the right code of what is asked for. Goods without a product are asked for by heading. */
export function listOf(
  { heading, product, concealment, transport }: Pick<Picture, 'heading' | 'product' | 'concealment' | 'transport'>,
  asks: Asks,
): { list: string; code: string } {
  switch (asks) {
    case 'place':
      return { list: 'concealment', code: concealment };
    case 'transport':
      return { list: 'transport', code: transport };
    case 'goods':
      return product === null ? { list: 'heading', code: heading } : { list: productList(heading), code: product };
  }
}

/** Codes for what is other or not known are no answers to choose from. */
const saysNothing = /(?:^|-)(?:OTH|UNK)$/;

function labelsOf(picture: Picture, asks: Asks, lists: Lists, random: Random): Pick<Composed, 'options' | 'answer'> {
  const { list, code } = listOf(picture, asks);
  const entries = lists.all(list, { on: today() });
  const parents = new Set(entries.flatMap(({ parent }) => parent ?? []));
  const others = shuffled(
    entries.map(one => one.code).filter(one => one !== code && !parents.has(one) && !saysNothing.test(one)),
    random,
  ).slice(0, labelsKept - 1);
  if (others.length < labels - 1) throw new Refused({ path: 'asks', key: 'cpdbtraining:problem.fewLabels' });
  const options = [...shuffled([code, ...others.slice(0, labels - 1)], random), ...others.slice(labels - 1)];
  return { options, answer: options.indexOf(code) };
}
