import { flowMap, type Flow } from '../../../web/charts/index.ts';
import type { PrintedReport, PrintedSection } from '../figures/figures.ts';
import { altOf, countCell, sayOf, type Drawing, type Made } from './figure.ts';
import type { Names } from '../../../seizures/index.ts';

/** Routes drawn on the map of a section, and on the cover. */
const drawn = { section: 10, cover: 18 };

/** A route between two countries with its cases. */
interface Route {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
}

/** "Pakistan to United Kingdom". */
function wayOf({ from, to }: Route, names: Names): string {
  return names.text('report:figure.way', { from: names.of('country', from), to: names.of('country', to) });
}

/** Routes as a map draws them. */
function flowLines(routes: readonly Route[], names: Names): Flow[] {
  return routes.map(route => {
    const [text, label] = [names.count(route.cases), wayOf(route, names)];
    const title = names.text('report:paper.row', { label, value: text });
    return { from: route.from, to: route.to, value: route.cases, text, title };
  });
}

function altOfRoutes(title: string, routes: readonly Route[], names: Names): string {
  return altOf(
    title,
    routes.map(route => [wayOf(route, names), names.count(route.cases)]),
  );
}

export function flowsFigure(section: PrintedSection, drawing: Drawing): Made {
  const routes = (section.ways?.flows ?? []).slice(0, drawn.section);
  const [first] = routes;
  if (first === undefined) return undefined;
  const { names } = drawing;
  const title = names.text('report:figure.flows', { way: wayOf(first, names), cases: names.count(first.cases) });
  return {
    id: 'flows',
    title,
    sub: names.text('report:figure.flowsSub', {
      ...sayOf(section, drawing),
      count: routes.length,
      ways: names.count(routes.length),
      drawn: names.count(routes.reduce((sum, { cases }) => sum + cases, 0)),
    }),
    alt: altOfRoutes(title, routes, names),
    draw: (width, isNarrow) =>
      flowMap({
        title,
        width,
        height: Math.round(width * (isNarrow ? 0.72 : 0.44)),
        narrow: isNarrow,
        name: code => names.of('country', code),
        flows: flowLines(routes, names),
      }),
    table: {
      caption: title,
      head: [names.label('report:table.way'), names.label('report:table.cases')],
      rows: routes.map(route => [
        wayOf(route, names),
        countCell(route.cases, names, drawing.cases?.value(section, 'way', `${route.from}>${route.to}`)),
      ]),
    },
  };
}

/**
 * Printed routes of all sections with their cases, the widest first. A route that a section does not print is not
 * added, so that a sum tells nothing of it.
 */
function routesOf({ sections }: PrintedReport): Route[] {
  const sums = new Map<string, Route>();
  for (const { from, to, cases } of sections.flatMap(({ ways }) => ways?.flows ?? [])) {
    const key = `${from}>${to}`;
    sums.set(key, { from, to, cases: (sums.get(key)?.cases ?? 0) + cases });
  }
  return [...sums.values()].sort((a, b) => b.cases - a.cases);
}

/** The map of the cover with its caption: lines alone, since the sections name them. Nothing without a route. */
export function coverMap(report: PrintedReport, { names, period }: Drawing, width: number, height: number) {
  const routes = routesOf(report).slice(0, drawn.cover);
  if (routes.length === 0) return undefined;
  const said = { period, count: routes.length, ways: names.count(routes.length) };
  const caption = names.text('report:paper.coverMap', said);
  return {
    caption,
    alt: altOfRoutes(caption, routes, names),
    svg: flowMap({
      ...{ title: caption, width, height, isNight: true },
      name: () => '',
      flows: flowLines(routes, names).map(flow => ({ ...flow, text: undefined })),
    }),
  };
}

/** The widest route of the report, in words. */
export function widestRoute(report: PrintedReport, { names }: Drawing) {
  const [route] = routesOf(report);
  return route && { way: wayOf(route, names), cases: names.count(route.cases) };
}
