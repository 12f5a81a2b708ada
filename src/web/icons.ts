import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/*
 * Icons of Lucide (https://lucide.dev), ISC licence, read from the package lucide-static at start.
 * Only the names below may be used: one that the package lacks stops the start, one that is not listed stops the page.
 */
export const iconNames = [
  // headings
  'pill',
  'octagon-alert',
  'check-check',
  'lightbulb',
  'cigarette',
  'wine',
  'paw-print',
  'copyright',
  'flask-conical',
  'receipt-text',
  'crosshair',
  'banknote',
  'radiation',
  'biohazard',
  'eye-off',
  'ban',
  'snowflake',
  // transport
  'ship',
  'plane',
  'truck',
  'train-front',
  'mail',
  'package',
  'footprints',
  'car',
  'bus',
  'bike',
  'sailboat',
  'container',
  'waypoints',
  // states
  'pencil-line',
  'clock-3',
  'message-circle-question-mark',
  'circle-check',
  'undo-2',
  'git-merge',
  'corner-up-right',
  'unlink',
  'siren',
  'circle-x',
  'radar',
  'sparkles',
  'trending-down',
  'hourglass',
  'loader-circle',
  'circle-stop',
  'circle-dashed',
  'circle-dot',
  'triangle-alert',
  'circle-alert',
  'info',
  'history',
  'shield-check',
  'lock',
  'eye',
  // acts and things
  'plus',
  'minus',
  'x',
  'check',
  'search',
  'menu',
  'chevron-down',
  'chevron-up',
  'chevron-left',
  'chevron-right',
  'arrow-left',
  'arrow-right',
  'arrow-up',
  'arrow-down',
  'arrow-up-right',
  'download',
  'upload',
  'printer',
  'spell-check',
  'square-pen',
  'trash-2',
  'copy',
  'save',
  'bookmark',
  'bell',
  'bell-off',
  'map',
  'map-pin',
  'table',
  'table-2',
  'sigma',
  'layout-grid',
  'list',
  'list-filter',
  'sliders-horizontal',
  'settings-2',
  'file-text',
  'file-up',
  'file-spreadsheet',
  'file-x',
  'file-check',
  'image',
  'images',
  'scan',
  'zoom-in',
  'zoom-out',
  'maximize-2',
  'link-2',
  'contrast',
  'palette',
  'layers',
  'columns-2',
  'flip-horizontal',
  'scan-line',
  'keyboard',
  'quote',
  'blend',
  'link',
  'external-link',
  'send',
  'play',
  'pause',
  'refresh-cw',
  'rotate-ccw',
  'log-out',
  'user',
  'user-check',
  'key-round',
  'smartphone',
  'monitor',
  'users',
  'building-2',
  'globe',
  'languages',
  'calendar',
  'scale',
  'inbox',
  'archive',
  'folder',
  'folder-plus',
  'reply',
  'forward',
  'split',
  'paperclip',
  'star',
  'log-in',
  'user-plus',
  'clipboard-list',
  'kanban',
  'database',
  'book-open',
  'chart-column',
  'chart-column-stacked',
  'chart-line',
  'shield',
  'flag',
  'tag',
  'hash',
  'house',
  'circle-question-mark',
  'message-square',
  'eraser',
  'ellipsis',
] as const;
type IconName = (typeof iconNames)[number];

export interface IconOptions {
  /** Side in CSS pixels; 16 when left out. */
  readonly size?: number;
  /** Further class names. */
  readonly class?: string;
  /** What the icon says, where no word stands beside it. Left out, the icon is hidden from screen readers. */
  readonly label?: string;
}

const { resolve } = createRequire(import.meta.url);
const shapes: ReadonlyMap<string, string> = new Map(iconNames.map(name => [name, readShape(name)]));
const drawn = new Map<string, string>();

/**
 * Inline SVG of one listed icon; colours and strokes come from the class `icon`. Throws for a name that is not listed.
 */
export function icon(name: string, options: IconOptions = {}): string {
  const key = `${name}|${options.size ?? 16}|${options.class ?? ''}`;
  if (options.label !== undefined) return draw(name, options);
  let svg = drawn.get(key);
  if (svg === undefined) {
    svg = draw(name, options);
    drawn.set(key, svg);
  }
  return svg;
}

function draw(name: string, { size = 16, class: extra, label }: IconOptions): string {
  const shape = shapes.get(name);
  if (shape === undefined) throw new Error(`icon not listed in src/web/icons.ts: ${name}`);
  const classes = extra === undefined ? 'icon' : `icon ${escapeText(extra)}`;
  const speech = label === undefined ? 'aria-hidden="true"' : `role="img" aria-label="${escapeText(label)}"`;
  return `<svg class="${classes}" width="${size}" height="${size}" viewBox="0 0 24 24" ${speech}>${shape}</svg>`;
}

/** The drawing inside the package's svg element, on one line. */
function readShape(name: IconName): string {
  const file = readFileSync(resolve(`lucide-static/icons/${name}.svg`), 'utf8');
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(file)?.[1];
  if (inner === undefined) throw new Error(`not an icon: ${name}`);
  return inner.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
