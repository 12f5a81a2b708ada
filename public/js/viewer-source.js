// Where the pixels of a pane come from: the image of the page at first, the large one or tiles once somebody looks
// closer, and all grey values
// of a 16-bit X-ray once its window is moved. Nothing is fetched before it is needed.
import { depthEnds, plain, windowed } from './viewer-pixels.js';

const mostTiles = 160;
/** Tiles that pass by while somebody turns the wheel are not fetched. Milliseconds. */
const rest = 120;

/** `changed` is called when there is more to draw, `failed` when something could not be fetched. */
export function makeSource(image, places, { changed: more, failed }) {
  let base = image;
  let isLarge = false;
  let isAwake = false;
  let version = 0;
  const changed = () => {
    version += 1;
    more();
  };
  const tiles = places.tiles && makeTiles(places.tiles, { changed, failed });
  const greys = places.depth && makeGreys(places.depth, { changed, failed });

  function loadLarge() {
    if (isLarge) return;
    isLarge = true;
    fetchImage(places.screen).then(
      large => {
        base = large;
        changed();
      },
      () => {
        isLarge = false;
        failed();
      },
    );
  }

  return {
    /**
     * Somebody turned to the image: what is sharper may be fetched for the whole of it too. Before that a page is to be
     * light.
     */
    wake() {
      isAwake = true;
      version += 1;
    },
    /** Another part is drawn: what it shows of tiles is what is wanted from now on. */
    begin: () => tiles?.begin(),
    /** Draws a part of the image over width x height pixels. Answers whether the window of `tools` is drawn already. */
    draw(context, part, width, height, tools) {
      const grey = greys?.within(tools);
      const from = grey ?? base;
      const [w, h] = grey ? [grey.width, grey.height] : [base.naturalWidth, base.naturalHeight];
      if (w === 0) return false;
      context.imageSmoothingQuality = 'high';
      context.drawImage(from, part.x * w, part.y * h, part.w * w, part.h * h, 0, 0, width, height);
      if (grey) return true;
      if ((!isAwake && part.w === 1) || width / part.w <= base.naturalWidth * 1.25) return false;
      if (tiles) tiles.draw(context, part, width, height);
      else loadLarge();
      return false;
    },
    end: () => tiles?.end(),
    /** Another number when the same drawing would look otherwise. */
    version: () => version,
    /** The window in grey values of the X-ray, where it has 16 bits. */
    ends: tools => places.depth && depthEnds(places.depth, tools),
    pixels: places.width,
  };
}

function fetchImage(address) {
  return new Promise((resolve, reject) => {
    const one = new Image();
    one.addEventListener('load', () => resolve(one), { once: true });
    one.addEventListener('error', () => reject(new Error(address)), { once: true });
    one.src = address;
  });
}

function makeTiles(pyramid, { changed, failed }) {
  const tiles = new Map();
  let wanted = new Set();
  let opened;
  let timer;

  // The smallest level comes first: by it the server knows that somebody looks into the image.
  function load() {
    opened ??= fetchImage(`${pyramid.at}/${pyramid.first}/0/0`);
    const now = [...wanted];
    opened.then(
      () => {
        for (const key of now) if (!tiles.has(key)) loadTile(key);
        for (const key of tiles.keys()) if (tiles.size > mostTiles && !wanted.has(key)) tiles.delete(key);
      },
      () => {
        opened = undefined;
        failed();
      },
    );
  }

  function loadTile(key) {
    tiles.set(key, undefined);
    fetchImage(`${pyramid.at}/${key}`).then(
      tile => {
        tiles.set(key, tile);
        changed();
      },
      () => {
        tiles.delete(key);
        failed();
      },
    );
  }

  return {
    begin() {
      wanted = new Set();
    },
    draw(context, part, width, height) {
      for (const { key, x, y, scaleX, scaleY } of tilesOver(pyramid, part, width, height)) {
        wanted.add(key);
        const tile = tiles.get(key);
        if (tile) context.drawImage(tile, x, y, tile.naturalWidth * scaleX + 0.5, tile.naturalHeight * scaleY + 0.5);
      }
    },
    end() {
      clearTimeout(timer);
      if ([...wanted].some(key => !tiles.has(key))) timer = setTimeout(load, rest);
    },
  };
}

/** The tiles that show a part of the image over width x height pixels, each with its place there. */
function* tilesOver({ size, first, last, ...image }, part, width, height) {
  const across = width / part.w;
  let level = last;
  while (level > first && Math.ceil(image.width / 2 ** (last - level + 1)) >= across * 0.8) level -= 1;
  const [full, tall] = [image.width, image.height].map(side => Math.ceil(side / 2 ** (last - level)));
  const [scaleX, scaleY] = [width / (part.w * full), height / (part.h * tall)];
  const range = (from, length, side) => [
    Math.max(0, Math.floor((from * side) / size)),
    Math.min(Math.ceil(side / size) - 1, Math.floor(((from + length) * side) / size)),
  ];
  const [[left, right], [top, bottom]] = [range(part.x, part.w, full), range(part.y, part.h, tall)];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const [x, y] = [(column * size - part.x * full) * scaleX, (row * size - part.y * tall) * scaleY];
      yield { key: `${level}/${column}/${row}`, x, y, scaleX, scaleY };
    }
  }
}

function makeGreys(place, { changed, failed }) {
  let depth;
  let loading;

  async function load() {
    const file = await fetchImage(place.at);
    // As stored: a profile of the screen would change the low bytes.
    const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    depth = { context, data: context.getImageData(0, 0, bitmap.width, bitmap.height).data, ends: '' };
    changed();
  }

  return {
    /** The grey values within the window of `tools`; undefined until they are there, or where it was not moved. */
    within(tools) {
      if (tools.level === plain.level && tools.width === plain.width) return undefined;
      if (loading === undefined)
        loading = load().catch(() => {
          loading = undefined;
          failed();
        });
      if (!depth) return undefined;
      const { canvas } = depth.context;
      const ends = depthEnds(place, tools);
      if (depth.ends !== String(ends)) {
        depth.context.putImageData(new ImageData(windowed(depth.data, ends), canvas.width, canvas.height), 0, 0);
        depth.ends = String(ends);
      }
      return canvas;
    },
  };
}
