import type { Attributes, Span, SpanKind } from '@opentelemetry/api';
import { atWorkOn } from './doing.ts';

/** Where spans are sent (OTLP over HTTP), and which part of all requests is followed, from 0 to 1. */
export interface TracesPlace {
  readonly url: string;
  readonly portion: number;
}

interface Tracing {
  begin(name: string, kind: SpanKind, attributes: Attributes, parent: Span | undefined): Span;
  readonly kinds: typeof SpanKind;
  readonly failed: number;
}

let tracing: Tracing | undefined;

/** Follows what this process does from now on. The packages for it are loaded here and nowhere else. */
export async function startTracing(place: TracesPlace, name: string): Promise<{ stop(): Promise<void> }> {
  const { ROOT_CONTEXT, SpanKind: kinds, SpanStatusCode, trace } = await import('@opentelemetry/api');
  const sdk = await import('@opentelemetry/sdk-trace');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'cen-portal', 'service.instance.id': name }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(place.portion) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: place.url }) })],
  });
  const tracer = provider.getTracer('cen-portal');
  tracing = {
    kinds,
    failed: SpanStatusCode.ERROR,
    begin(span, kind, attributes, parent) {
      const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
      return tracer.startSpan(span, { kind, attributes }, context);
    },
  };
  return {
    async stop() {
      tracing = undefined;
      await provider.shutdown().catch(() => undefined);
    },
  };
}

/**
 * The span of a request, which what a client says of its own traces has no part in. Its name comes with its end:
 * before, nobody knows the pattern of its address.
 */
export function beginRequest(id: string): Span | undefined {
  return tracing?.begin('request', tracing.kinds.SERVER, { 'cen.request': id }, undefined);
}

interface Ended {
  readonly route: string;
  readonly method: string;
  readonly status: number;
}

export function endRequest(span: Span | undefined, { route, method, status }: Ended): void {
  if (!span) return;
  span.updateName(`${method} ${route}`);
  span.setAttributes({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  if (status >= 500 && tracing) span.setStatus({ code: tracing.failed });
  span.end();
}

/** Follows a statement by its text alone, which holds no value; what it is asked with is never told. */
export function followStatement<T>(text: string, run: () => Promise<T>): Promise<T> {
  const parent = tracing && atWorkOn()?.span;
  if (!tracing || !parent) return run();
  const first = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'statement';
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.replaceAll(/\s+/g, ' ').trim() };
  return ended(tracing.begin(first, tracing.kinds.CLIENT, attributes, parent), run);
}

/** Follows a job, from a root of its own. */
export function beginJob(queue: string): Span | undefined {
  return tracing?.begin(queue, tracing.kinds.CONSUMER, { 'messaging.destination.name': queue }, undefined);
}

/** Ends a span with its work. What went wrong is told by its code: a message may hold a value. */
export async function ended<T>(span: Span | undefined, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (tracing) span?.setStatus({ code: tracing.failed, message: typeof code === 'string' ? code : '' });
    throw error;
  } finally {
    span?.end();
  }
}
