import type { MetricObject } from 'prom-client';

/** A process that was asked: what it measures, or undefined where it did not answer in time. */
export type Told = readonly MetricObject[] | undefined;

/** Puts together what processes told, as Prometheus reads it. */
export async function asText(told: readonly Told[]): Promise<string> {
  const { AggregatorRegistry } = await import('prom-client');
  const lists = told.filter(list => list !== undefined).map(list => list.map(summed));
  return AggregatorRegistry.aggregate(lists).metrics();
}

/** Each series names its process, so that nothing is added up; only one that is being replaced is there twice. */
function summed(metric: MetricObject): MetricObject {
  const isCounted = ['counter', 'histogram'].includes(String(metric.type));
  return { ...metric, aggregator: isCounted ? 'sum' : 'max' } as MetricObject;
}
