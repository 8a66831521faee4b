export type { HealthPart } from './health-part.ts';
export { watchdogNotices } from './notices.ts';
export { createRouteWatch, type RouteWatch } from './route-watch.ts';
export { findingCollection, silenceCollection } from './schema.ts';
export { watchdogTexts } from './texts.en.ts';
export * from './watchdog.ts';
