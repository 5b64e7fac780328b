export { OpenTelemetryTracer } from './open-telemetry-tracer.js';
