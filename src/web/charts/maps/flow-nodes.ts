import type { Pixel } from './flows.ts';
import { escapeText, px } from '../svg.ts';

/** What a country is to the flows. Each has its own shape, so that none is known by its colour. */
export type FlowRole = 'origin' | 'departure' | 'transit' | 'seizure' | 'destination';

function diamond(x: number, y: number, r: number): string {
  return `M${px(x)} ${px(y - r)}L${px(x + r)} ${px(y)}L${px(x)} ${px(y + r)}L${px(x - r)} ${px(y)}z`;
}

const shapes: Readonly<Record<FlowRole, (x: number, y: number, r: number) => string>> = {
  origin: (x, y, r) => `<path class="map-node" d="${diamond(x, y, r + 1)}"/>`,
  departure: (x, y, r) => `<circle class="map-node" cx="${px(x)}" cy="${px(y)}" r="${r}"/>`,
  transit: (x, y, r) =>
    `<rect class="map-node" x="${px(x - r + 0.5)}" y="${px(y - r + 0.5)}" width="${2 * r - 1}" height="${2 * r - 1}"/>`,
  seizure: (x, y, r) => `<circle class="map-node is-seizure" cx="${px(x)}" cy="${px(y)}" r="${r}"/>`,
  destination: (x, y, r) =>
    `<circle class="map-node" cx="${px(x)}" cy="${px(y)}" r="${r}"/>` +
    `<circle class="map-core" cx="${px(x)}" cy="${px(y)}" r="1.8"/>`,
};

/** A point of the map in the shape of its role; departure unless given. */
export function drawFlowNode(at: Pixel, radius: number, role: FlowRole | undefined, title: string): string {
  return `<g><title>${escapeText(title)}</title>${shapes[role ?? 'departure'](at.x, at.y, radius)}</g>`;
}

/** A point for a key. */
export function roleSign(role: FlowRole): string {
  const drawn = shapes[role](7, 7, 4);
  return `<svg class="chart chart-sign" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${drawn}</svg>`;
}
