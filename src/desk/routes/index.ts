export { delayedEvent, heardFrom, reroutedEvent } from './events.ts';
export { routeFacts, routeName } from './facts.ts';
export { route, routeFields } from './schema.ts';
export { routeTexts } from './texts.en.ts';
