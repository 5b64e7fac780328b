export { contextBelow, runWith, traceparentOfSpan } from './contexts.js';
export { OpenTelemetryTracer } from './open-telemetry-tracer.js';
