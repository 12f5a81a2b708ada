import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoNaturalEarth1, geoPath, type GeoProjection } from 'd3-geo';
import { feature } from 'topojson-client';

type Topology = Parameters<typeof feature>[0];
type Shapes = Extract<Topology['objects'][string], { type: 'GeometryCollection' }>;

/** A closed outline in the plane of the projection at `planeScale`, x and y in turn, with its box. */
export interface Ring {
  readonly points: Float64Array;
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

interface Country {
  readonly id: string;
  readonly rings: readonly Ring[];
}

/** The whole world in one plane, its seam opposite to `-turn` degrees. */
export interface World {
  readonly countries: readonly Country[];
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  project(lon: number, lat: number): readonly [number, number];
}

const planeScale = 1000;
/** A finer world holds some 3 MB; turned ones are rare. */
const mostWorlds = 8;
const worlds = new Map<string, World>();
const atlases = new Map<string, ReturnType<typeof readAtlas>>();

/** Natural Earth borders (public domain) of the world-atlas package: 110m for continents, 50m for a region. */
type Detail = '110m' | '50m';

function readAtlas(detail: Detail): {
  readonly type: 'FeatureCollection';
  readonly features: ReturnType<typeof featuresOf>;
} {
  const file = createRequire(import.meta.url).resolve(`world-atlas/countries-${detail}.json`);
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology;
  return { type: 'FeatureCollection', features: featuresOf(topology) };
}

function featuresOf(topology: Topology) {
  return feature(topology, topology.objects.countries as Shapes).features;
}

function atlas(detail: Detail): ReturnType<typeof readAtlas> {
  const known = atlases.get(detail);
  if (known) return known;
  const read = readAtlas(detail);
  atlases.set(detail, read);
  return read;
}

function toRing(points: readonly number[]): Ring {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    left = Math.min(left, points[at]!);
    right = Math.max(right, points[at]!);
    top = Math.min(top, points[at + 1]!);
    bottom = Math.max(bottom, points[at + 1]!);
  }
  return { points: Float64Array.from(points), box: [left, top, right, bottom] };
}

/** Outlines of one shape as the projection draws them: seams cut, long edges bent. */
function ringsOf(projection: GeoProjection, shape: Parameters<ReturnType<typeof geoPath>>[0]): Ring[] {
  const rings: Ring[] = [];
  let points: number[] = [];
  const close = (): void => {
    if (points.length >= 6) rings.push(toRing(points));
    points = [];
  };
  const pen = {
    beginPath: (): void => undefined,
    arc: (): void => undefined,
    closePath: close,
    moveTo: (x: number, y: number): void => {
      close();
      points.push(x, y);
    },
    lineTo: (x: number, y: number): void => {
      points.push(x, y);
    },
  };
  geoPath(projection, pen)(shape);
  close();
  return rings;
}

function drawWorld(turn: number, detail: Detail): World {
  const projection = geoNaturalEarth1().rotate([turn, 0]).scale(planeScale).translate([0, 0]).precision(0.4);
  const countries = atlas(detail).features.map(shape => ({
    id: String(shape.id ?? ''),
    rings: ringsOf(projection, shape),
  }));
  const [[left, top], [right, bottom]] = geoPath(projection).bounds({ type: 'Sphere' });
  return { countries, left, top, right, bottom, project: (lon, lat) => projection([lon, lat]) ?? [0, 0] };
}

/** The world turned by whole steps of 15 degrees; drawn once for each turn and detail, the last few kept. */
export function world(turn: number, detail: Detail): World {
  const key = `${detail} ${turn}`;
  const known = worlds.get(key);
  if (known) return known;
  const drawn = drawWorld(turn, detail);
  const oldest = worlds.keys().next();
  if (worlds.size >= mostWorlds && !oldest.done) worlds.delete(oldest.value);
  worlds.set(key, drawn);
  return drawn;
}
