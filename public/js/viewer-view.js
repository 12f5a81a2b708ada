// Which part of an image a pane shows: `scale` 1 is the whole of it, `x` and `y` its middle in parts of the image.

export const whole = Object.freeze({ scale: 1, x: 0.5, y: 0.5 });

/** The part that is seen, in parts of the image. */
export function seen({ scale, x, y }) {
  const side = 1 / scale;
  return { x: x - side / 2, y: y - side / 2, w: side, h: side };
}

/** No smaller than the whole, no larger than `most`, and never beyond the image's edge. */
export function kept({ scale, x, y }, most) {
  const fit = Math.min(Math.max(1, scale), most);
  const half = 0.5 / fit;
  const within = middle => Math.min(1 - half, Math.max(half, middle));
  return { scale: fit, x: within(x), y: within(y) };
}

/** Larger by a factor; what lies at a place of the pane (0..1) stays there. */
export function zoomed(view, factor, most, at = { x: 0.5, y: 0.5 }) {
  const scale = Math.min(Math.max(1, view.scale * factor), most);
  const stays = (middle, part) => middle + (part - 0.5) / view.scale - (part - 0.5) / scale;
  return kept({ scale, x: stays(view.x, at.x), y: stays(view.y, at.y) }, most);
}

/** Moved by parts of the pane. */
export function moved(view, across, down, most) {
  return kept({ ...view, x: view.x + across / view.scale, y: view.y + down / view.scale }, most);
}

/** A region with some of what is around it. */
export function around({ x, y, w, h }, most) {
  return kept({ scale: 0.6 / Math.max(w, h), x: x + w / 2, y: y + h / 2 }, Math.min(most, 8));
}
