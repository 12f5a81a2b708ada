import { hatchBox } from './hatch.ts';

const band = { left: 0.5, right: 29.5, top: 1.5, bottom: 12.5 };
const square = { left: 0.5, right: 15.5, top: 1.5, bottom: 12.5 };

const signs = {
  line: { width: 30, svg: '<path class="chart-line" d="M0 7H30"/>' },
  estimate: {
    width: 30,
    svg:
      '<rect class="chart-band" x="0" y="1" width="30" height="12"/>' +
      `<path class="chart-hatch" d="${hatchBox(band)}"/><path class="chart-line is-estimate" d="M0 7H30"/>`,
  },
  'before-line': { width: 30, svg: '<path class="chart-line is-before" d="M0 7H30"/>' },
  before: { width: 16, svg: '<path class="chart-before" d="M0 7H16"/>' },
  recorded: { width: 16, svg: '<rect class="chart-bar" x="0" y="1" width="16" height="12"/>' },
  'to-come': {
    width: 16,
    svg:
      '<rect class="chart-to-come" x="0.5" y="1.5" width="15" height="11"/>' +
      `<path class="chart-hatch" d="${hatchBox(square)}"/>`,
  },
  found: { width: 10, svg: '<circle class="chart-found" cx="5" cy="7" r="3.5"/>' },
  later: { width: 10, svg: '<circle class="chart-later" cx="5" cy="7" r="3.5"/>' },
  hit: { width: 11, svg: '<rect class="chart-hit-square" x="0.5" y="2" width="10" height="10"/>' },
  miss: { width: 11, svg: '<rect class="chart-miss-square" x="1" y="2.5" width="9" height="9"/>' },
  flow: { width: 30, svg: '<path class="map-way" stroke-width="3" d="M0 7H30"/>' },
  'flow-new': { width: 30, svg: '<path class="map-way is-new" stroke-width="3" d="M0 7H30"/>' },
  heat: {
    width: 130,
    svg: Array.from(
      { length: 6 },
      (_, tone) => `<rect class="chart-heat is-${tone}" x="${tone * 22 + 0.5}" y="2.5" width="19" height="9"/>`,
    ).join(''),
  },
} as const;

export type KeySign = keyof typeof signs;

/** A sample for a key over a figure; beside its words, so it has no name of its own. */
export function keySign(sign: KeySign): string {
  const { width, svg } = signs[sign];
  const size = `width="${width}" height="14" viewBox="0 0 ${width} 14"`;
  return `<svg class="chart chart-sign" ${size} aria-hidden="true">${svg}</svg>`;
}
