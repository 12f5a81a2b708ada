// Mouse, pen and fingers on a pane: drag to move, two fingers or the wheel to zoom, twice to come closer.

/**
 * `zoom(pane, factor, at)`, `move(pane, across, down)`, `point(pane, at or undefined)`; places in parts of the pane.
 */
export function listen(pane, { zoom, move, point, chosen }) {
  const { sheet, stage } = pane;
  const down = new Map();
  const place = ({ clientX, clientY }) => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  };

  sheet.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    chosen(pane);
    down.set(event.pointerId, place(event));
    // Otherwise a finger that is to scroll the page would be held.
    if (event.pointerType === 'mouse' || pane.view.scale > 1) sheet.setPointerCapture(event.pointerId);
    point(pane, place(event));
  });
  sheet.addEventListener('pointermove', event => {
    const now = place(event);
    const before = down.get(event.pointerId);
    point(pane, now);
    if (!before) return;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (!other) return move(pane, before.x - now.x, before.y - now.y);
    const apart = one => Math.hypot(one.x - other.x, one.y - other.y) || 0.01;
    zoom(pane, apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    move(pane, (before.x - now.x) / 2, (before.y - now.y) / 2);
  });
  for (const kind of ['pointerup', 'pointercancel'])
    sheet.addEventListener(kind, ({ pointerId }) => down.delete(pointerId));
  sheet.addEventListener('pointerleave', event => {
    if (event.pointerType === 'mouse') point(pane, undefined);
  });
  sheet.addEventListener('dblclick', event => zoom(pane, 2, place(event)));
  // The wheel scrolls the page until somebody has turned to the image.
  sheet.addEventListener(
    'wheel',
    event => {
      if (!event.ctrlKey && !stage.contains(document.activeElement)) return;
      event.preventDefault();
      zoom(pane, 2 ** ((-event.deltaY * (event.deltaMode === 1 ? 16 : 1)) / 300), place(event));
    },
    { passive: false },
  );
}
