export { cutOffFrom } from './astray.ts';
export * from './delivery.ts';
export type { AnyKind, DeliveryOptions, HomeSource, LaterRoute, Log, Reached } from './ports.ts';
export { reachableAnew } from './reachable-anew.ts';
export { deliveryTexts } from './texts.en.ts';
export * from './watchdog/index.ts';
