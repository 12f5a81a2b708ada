import { amount } from '../svg.ts';

export interface SankeyNode {
  /** Unlike any other: a country that is passed and reached is two nodes. */
  readonly id: string;
  /** Its column, from 0. */
  readonly layer: number;
  readonly name: string;
  /** Instead of the name where there is little room. */
  readonly short?: string | undefined;
  readonly href?: string | undefined;
  /** Several together: grey. */
  readonly isRest?: boolean | undefined;
}

export interface SankeyLink {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  /** On hover, and the name of its link. */
  readonly title?: string | undefined;
  readonly href?: string | undefined;
  /** Appeared or grew: a dashed line along it, in the second hue. */
  readonly isNew?: boolean | undefined;
}

export interface SankeyFlows {
  readonly nodes: readonly SankeyNode[];
  readonly links: readonly SankeyLink[];
}

/** What can be drawn: links with a value, from a column to a later one, and the nodes they touch. */
export function drawable({ nodes, links }: SankeyFlows): SankeyFlows {
  const layers = new Map(nodes.map(node => [node.id, node.layer]));
  const kept = links.filter(
    ({ from, to, value }) => amount(value) > 0 && (layers.get(from) ?? Infinity) < (layers.get(to) ?? -Infinity),
  );
  const touched = new Set(kept.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter(({ id }) => touched.has(id)), links: kept };
}

/** Of each node the larger side of what it takes and gives. */
function weightsOf(links: readonly SankeyLink[]): (id: string) => number {
  const sums = { from: new Map<string, number>(), to: new Map<string, number>() };
  for (const link of links)
    for (const side of ['from', 'to'] as const)
      sums[side].set(link[side], (sums[side].get(link[side]) ?? 0) + amount(link.value));
  return id => Math.max(sums.from.get(id) ?? 0, sums.to.get(id) ?? 0);
}

/** The smallest nodes of each column put together where there are more than `most`; `rest` words how many they are. */
export function foldNodes(flows: SankeyFlows, most: number, rest: (count: number) => string): SankeyFlows {
  const weight = weightsOf(flows.links);
  const joined = new Map<string, string>();
  const others: SankeyNode[] = [];
  for (const [layer, nodes] of Map.groupBy(flows.nodes, node => node.layer)) {
    if (nodes.length <= most) continue;
    const sorted = nodes.toSorted((a, b) => weight(b.id) - weight(a.id));
    const small = sorted.slice(most - 1);
    const id = `rest ${layer}`;
    for (const node of small) joined.set(node.id, id);
    others.push({ id, layer, name: rest(small.length), isRest: true });
  }
  const sums = new Map<string, SankeyLink>();
  for (const link of flows.links) {
    const [from, to] = [joined.get(link.from) ?? link.from, joined.get(link.to) ?? link.to];
    const key = JSON.stringify([from, to]);
    const known = sums.get(key);
    const isOwn = from === link.from && to === link.to;
    sums.set(key, isOwn ? link : { from, to, value: (known?.value ?? 0) + link.value });
  }
  return { nodes: [...flows.nodes.filter(({ id }) => !joined.has(id)), ...others], links: [...sums.values()] };
}
