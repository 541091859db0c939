import { trace } from '@opentelemetry/api';

/** The trace that the work at hand belongs to, for its lines in the log; nothing while tracing is off. */
export function traceIds(): { traceId?: string; spanId?: string } {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { traceId: span.traceId, spanId: span.spanId } : {};
}
