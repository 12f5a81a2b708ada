import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { escapeText, figure, fitText, label, length, linked, px, textWidth, type Named } from '../svg.ts';
import { drawable, foldNodes, type SankeyFlows, type SankeyLink, type SankeyNode } from './fold-nodes.ts';

export interface SankeyChart extends Named, SankeyFlows {
  /** Heads of the columns. */
  readonly layers: readonly string[];
  readonly width: number;
  /** At least; more where the nodes of a column need it. */
  readonly height: number;
  readonly narrow?: boolean;
  readonly format: (value: number) => string;
  /** Most nodes of a column, the rest of them included; 9 unless given, 6 on a phone. */
  readonly most?: number;
  /** Names the rest, as "other 14". */
  readonly rest: (count: number) => string;
}

/** A node or link with its place, as d3-sankey fills it in. */
interface PlacedNode extends SankeyNode {
  x0?: number;
  x1?: number;
  y0?: number;
  y1?: number;
  value?: number;
}
interface PlacedLink {
  readonly source: PlacedNode;
  readonly target: PlacedNode;
  readonly link: SankeyLink;
  readonly value: number;
  readonly width?: number;
  readonly y0?: number;
  readonly y1?: number;
}
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const head = 26;
const nodeWidth = 10;
/** Between two nodes of a column: a line of text each, so that names never touch. */
const padding = 18;
const target = 24;
const curve = sankeyLinkHorizontal<PlacedNode, PlacedLink>();

/**
 * Nodes on the columns they name. d3-sankey has no more columns than its longest way, so where that is shorter an empty
 * way is laid through all of them.
 */
function place(flows: SankeyFlows, width: number, height: number): { nodes: PlacedNode[]; links: PlacedLink[] } {
  const layers = [...new Set(flows.nodes.map(({ layer }) => layer))].sort((a, b) => a - b);
  const column = (node: SankeyNode): number => layers.indexOf(node.layer);
  const graph = {
    nodes: flows.nodes.map(node => ({ ...node })) as PlacedNode[],
    links: flows.links.map(link => ({ source: link.from, target: link.to, value: link.value, link })),
  };
  const unseen: SankeyNode[] = isShort(flows, layers.length)
    ? layers.map(layer => ({ id: `unseen ${layer}`, layer, name: '' }))
    : [];
  graph.nodes.push(...unseen);
  unseen.slice(1).forEach((node, at) => {
    const link = { from: unseen[at]!.id, to: node.id, value: 1e-9 };
    graph.links.push({ source: link.from, target: link.to, value: link.value, link });
  });
  const layout = sankey<{ nodes: PlacedNode[]; links: PlacedLink[] }, PlacedNode, PlacedLink>()
    .nodeId(node => node.id)
    .nodeAlign(column)
    .nodeWidth(nodeWidth)
    .nodePadding(padding)
    .iterations(24)
    .extent([
      [0, head + 6],
      [width, height - 8],
    ]);
  const placed = layout(graph as never) as unknown as { nodes: PlacedNode[]; links: PlacedLink[] };
  const isSeen = ({ id }: PlacedNode): boolean => !unseen.some(node => node.id === id);
  return { nodes: placed.nodes.filter(isSeen), links: placed.links.filter(({ source }) => isSeen(source)) };
}

/** Whether the longest way has fewer nodes than there are columns. */
function isShort({ nodes, links }: SankeyFlows, columns: number): boolean {
  const depths = new Map<string, number>();
  for (const { id } of nodes.toSorted((a, b) => a.layer - b.layer)) {
    const before = links.filter(({ to }) => to === id).map(({ from }) => (depths.get(from) ?? 0) + 1);
    depths.set(id, Math.max(0, ...before));
  }
  return Math.max(0, ...depths.values()) + 1 < columns;
}

function drawLink(
  { source, target: end, link, width = 1, y0 = 0, y1 = 0 }: PlacedLink,
  format: SankeyChart['format'],
): string {
  const pathAt = (off: number): string =>
    (curve({ source, target: end, link, width, y0: y0 + off, y1: y1 + off, value: link.value }) ?? '').replace(
      /-?\d+\.\d+/g,
      number => px(Number(number)),
    );
  const title = link.title ?? `${source.name}, ${end.name}: ${format(link.value)}`;
  const isNew = link.isNew ? ' is-new' : source.isRest || end.isRest ? ' is-rest' : '';
  // Along its lower edge, so that it strikes through no name.
  const along = link.isNew ? `<path class="chart-flow-new" d="${pathAt(Math.max(0, width / 2 - 2))}"/>` : '';
  return (
    `<path class="chart-flow${isNew}" stroke-width="${px(Math.max(1, width))}" d="${pathAt(0)}">` +
    `<title>${escapeText(title)}</title></path>${along}`
  );
}

/** The name of a node beside it, towards the middle in the last column, cut to the room before the next. */
function nameOf(node: PlacedNode, chart: SankeyChart, width: number, columns: number): { svg: string; box: Box } {
  const isLast = (node.x1 ?? 0) > width - nodeWidth;
  const number = chart.format(node.value ?? 0);
  const room = Math.max(20, (width - nodeWidth) / Math.max(1, columns - 1) - nodeWidth - 14);
  const wide = textWidth(` ${number}`, true);
  const name = fitText(chart.narrow ? (node.short ?? node.name) : node.name, Math.max(14, room - wide));
  const y = ((node.y0 ?? 0) + (node.y1 ?? 0)) / 2;
  const x = isLast ? (node.x0 ?? 0) - 6 : (node.x1 ?? 0) + 6;
  const whole = textWidth(name) + wide;
  const text =
    `<text class="chart-node-name" x="${px(x)}" y="${px(y + 4)}"${isLast ? ' text-anchor="end"' : ''}>` +
    `<title>${escapeText(`${node.name}: ${number}`)}</title>${escapeText(name)} ` +
    `<tspan class="chart-number">${escapeText(number)}</tspan></text>`;
  const box = { left: isLast ? x - whole : x, right: isLast ? x : x + whole, top: y - 8, bottom: y + 8 };
  const to = node.href === undefined ? undefined : { href: node.href };
  const surface = { x: box.left, y: y - target / 2, width: Math.max(target, whole), height: target };
  return { svg: linked(text, to, surface), box };
}

/** A node as it is drawn: the smallest is a line, with a little room to be seen. */
function boxOf({ x0 = 0, x1 = 0, y0 = 0, y1 = 0 }: PlacedNode): Box {
  return { left: x0 - 2, right: x1 + 2, top: y0 - 2, bottom: Math.max(y1, y0 + 1) + 2 };
}

function apart(a: Box, b: Box): boolean {
  return a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
}

/** Numbers on flows that are broad enough, where they cover no node, no name and no other number. */
function numbersOf(links: readonly PlacedLink[], covered: readonly Box[], format: SankeyChart['format']): string {
  const taken: Box[] = [...covered];
  return links
    .toSorted((a, b) => b.value - a.value)
    .map(({ source, target: end, link, width = 0, y0 = 0, y1 = 0 }) => {
      if (width < 9) return '';
      const text = format(link.value);
      const half = textWidth(text, true) / 2 + 2;
      const free = [0.5, 0.6, 0.4, 0.7, 0.3, 0.8]
        .map(share => {
          const [from, to] = [source.x1 ?? 0, end.x0 ?? 0];
          const x = from + (to - from) * bezier(share, 0, 0.5, 0.5, 1);
          const y = y0 + (y1 - y0) * bezier(share, 0, 0, 1, 1);
          return { left: x - half, right: x + half, top: y - 7, bottom: y + 7 };
        })
        .find(box => taken.every(other => apart(box, other)));
      if (!free) return '';
      taken.push(free);
      const [x, y] = [(free.left + free.right) / 2, (free.top + free.bottom) / 2];
      const written = label(text, x, y + 4, `chart-flow-number${link.isNew ? ' is-new' : ''}`, 'middle');
      const wide = Math.max(target, half * 2 + 4);
      const to = link.href === undefined ? undefined : { href: link.href, name: link.title ?? text };
      return linked(written, to, { x: x - wide / 2, y: y - target / 2, width: wide, height: target });
    })
    .join('');
}

function bezier(t: number, a: number, b: number, c: number, d: number): number {
  const u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

function headsOf(chart: SankeyChart, nodes: readonly PlacedNode[], width: number): string {
  const seen = new Map(nodes.map(node => [node.layer, node.x0 ?? 0]));
  const room = width / Math.max(1, seen.size) - 8;
  return [...seen]
    .map(([layer, x]) => {
      const text = fitText(chart.layers[layer] ?? '', room / 1.06);
      const isLast = x > width - nodeWidth - 1;
      return label(text, isLast ? x + nodeWidth : x, 14, 'chart-column-head', isLast ? 'end' : 'start');
    })
    .join('');
}

/**
 * What went from column to column, as broad as its value, numbers on the flows; '' with nothing to draw. A node's
 * number is the larger of what came and what went on.
 */
export function sankeyChart(chart: SankeyChart): string {
  const width = length(chart.width);
  const most = Math.max(2, chart.most ?? (chart.narrow ? 6 : 9));
  const flows = foldNodes(drawable(chart), most, chart.rest);
  if (flows.links.length === 0) return '';
  const columns = Map.groupBy(flows.nodes, node => node.layer);
  const tallest = Math.max(...[...columns.values()].map(nodes => nodes.length));
  const height = Math.max(length(chart.height), head + 14 + tallest * (padding + 6));
  const { nodes, links } = place(flows, width, height);
  const names = nodes.map(node => nameOf(node, chart, width, columns.size));
  return figure('chart-sankey', width, height, chart, [
    headsOf(chart, nodes, width),
    ...links.toSorted((a, b) => b.value - a.value).map(link => drawLink(link, chart.format)),
    ...nodes.map(
      ({ x0 = 0, x1 = 0, y0 = 0, y1 = 0, isRest }) =>
        `<rect class="chart-node${isRest ? ' is-rest' : ''}" x="${px(x0)}" y="${px(y0)}" width="${px(x1 - x0)}" ` +
        `height="${px(Math.max(1, y1 - y0))}"/>`,
    ),
    ...names.map(({ svg }) => svg),
    numbersOf(links, [...names.map(({ box }) => box), ...nodes.map(boxOf)], chart.format),
  ]);
}
