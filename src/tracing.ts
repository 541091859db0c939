import { createRequire } from 'node:module';

/** The variables of which one makes somebody want traces; the others of OpenTelemetry only say how. */
const SWITCHES = ['OTEL_TRACES_EXPORTER', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];

/**
 * Starts OpenTelemetry where its standard variables ask for it: spans of HTTP, of the wait for a connection, and of SQL without its
 * values. Without them nothing of it is loaded. Whatever is to be traced must be loaded afterwards.
 */
export async function startTracing(variables: Record<string, string | undefined> = process.env): Promise<void> {
  if (variables.OTEL_SDK_DISABLED === 'true' || !SWITCHES.some((name) => variables[name])) return;
  const [{ NodeSDK }, { HttpInstrumentation }, { PgInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-http'),
    import('@opentelemetry/instrumentation-pg'),
  ]);
  const isOfOperators = (url = ''): boolean => /^\/(health\/|metrics)/.test(url);
  new NodeSDK({
    serviceName: variables.OTEL_SERVICE_NAME ?? 'health-tracker',
    metricReaders: [], // they are at /metrics
    logRecordProcessors: [], // they are on standard output
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: ({ url }) => isOfOperators(url) }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  }).start();
  // Loaded by `require`, they are changed in place, and everybody who imports them later gets the same ones: no loader is needed.
  const require = createRequire(import.meta.url);
  for (const name of ['node:http', 'pg']) require(name);
}
