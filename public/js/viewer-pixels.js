// What the tools of the viewer do to pixels: plain arithmetic on RGBA bytes, in place, without the page. Parts are
// 0..1.

/** Nothing changed: the whole range of values, and as it is. */
export const plain = Object.freeze({ level: 0.5, width: 1, contrast: 0, invert: false, edges: false, colour: false });

export function isPlain(tools) {
  return Object.keys(plain).every(name => tools[name] === plain[name]);
}

/** The ends of a window in parts of the range; its level is its middle. Ends may lie outside of 0..1. */
function windowEnds({ level, width }) {
  const half = Math.max(width, 1 / 256) / 2;
  return [level - half, level + half];
}

/** What each of 256 values becomes by level, window and contrast (-1..1). */
export function toneTable({ level, width, contrast }) {
  const [low, high] = windowEnds({ level, width });
  const slope = Math.tan(((Math.min(0.98, contrast) + 1) * Math.PI) / 4);
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => {
    const within = Math.min(1, Math.max(0, (value / 255 - low) / (high - low)));
    return ((within - 0.5) * slope + 0.5) * 255;
  });
}

/** How light a pixel is, 0..255 (Rec. 709). */
export function luma(red, green, blue) {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Every tool that is on, in the order in which they build on each other. `data` has width x height pixels. */
export function work(data, width, height, tools) {
  if (tools.level !== plain.level || tools.width !== plain.width || tools.contrast !== plain.contrast)
    throughTable(data, toneTable(tools));
  if (tools.edges) edges(data, width, height);
  if (tools.invert) invert(data);
  if (tools.colour) throughMap(data);
  return data;
}

function throughTable(data, table) {
  for (let at = 0; at < data.length; at += 4) {
    data[at] = table[data[at]];
    data[at + 1] = table[data[at + 1]];
    data[at + 2] = table[data[at + 2]];
  }
}

function invert(data) {
  for (let at = 0; at < data.length; at += 4) {
    data[at] = 255 - data[at];
    data[at + 1] = 255 - data[at + 1];
    data[at + 2] = 255 - data[at + 2];
  }
}

/** Sobel's gradient of how light it is, as dark lines on white. */
function edges(data, width, height) {
  const light = new Float32Array(width * height);
  for (let at = 0; at < light.length; at += 1) light[at] = luma(data[at * 4], data[at * 4 + 1], data[at * 4 + 2]);
  for (let y = 0; y < height; y += 1) {
    const [above, row, below] = [Math.max(0, y - 1) * width, y * width, Math.min(height - 1, y + 1) * width];
    for (let x = 0; x < width; x += 1) {
      const [left, right] = [Math.max(0, x - 1), Math.min(width - 1, x + 1)];
      const across =
        light[above + right] +
        2 * light[row + right] +
        light[below + right] -
        light[above + left] -
        2 * light[row + left] -
        light[below + left];
      const down =
        light[below + left] +
        2 * light[below + x] +
        light[below + right] -
        light[above + left] -
        2 * light[above + x] -
        light[above + right];
      const at = (row + x) * 4;
      data[at] = data[at + 1] = data[at + 2] = 255 - Math.min(255, Math.sqrt(across * across + down * down));
    }
  }
}

/** Viridis (van der Walt and Smith, CC0) at nine places: even to the eye, and for who sees no red or no green. */
const viridis = ['440154', '472d7b', '3b528b', '2c728e', '21918c', '28ae80', '5ec962', 'addc30', 'fde725'].map(hex =>
  [0, 2, 4].map(at => Number.parseInt(hex.slice(at, at + 2), 16)),
);

/** Colour of each of 256 densities: what is dense is dark in an X-ray and bright here. */
export const colours = Array.from({ length: 256 }, (_, value) => {
  const place = (value / 255) * (viridis.length - 1);
  const from = Math.min(viridis.length - 2, Math.floor(place));
  return viridis[from].map((part, at) => Math.round(part + (viridis[from + 1][at] - part) * (place - from)));
});

function throughMap(data) {
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = colours[255 - Math.round(luma(data[at], data[at + 1], data[at + 2]))];
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
  }
}

/** The ends of the window in grey values of 16 bits, where `low` and `high` are those shown at first. */
export function depthEnds({ low, high }, tools) {
  return windowEnds(tools).map(part => Math.min(65_535, Math.max(0, Math.round(low + part * (high - low)))));
}

/** Grey pixels within a window of 16-bit values: red holds the high byte and green the low one. Answers a new array. */
export function windowed(data, [low, high]) {
  const table = new Uint8ClampedArray(65_536);
  const range = Math.max(1, high - low);
  for (let value = 0; value < table.length; value += 1) table[value] = ((value - low) * 255) / range;
  const shown = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    shown[at] = shown[at + 1] = shown[at + 2] = table[data[at] * 256 + data[at + 1]];
    shown[at + 3] = 255;
  }
  return shown;
}
