export { cardToAdaptiveCard, type Host, type OpensDialog } from './card-to-adaptive-card.ts';
export { formToAdaptiveCard } from './form-to-adaptive-card.ts';
export type { AdaptiveCardJson } from './json.ts';
export { adaptiveCardLimits } from './limits.ts';
export { type AdaptiveCardPress, parsePress, parseSubmission } from './submission.ts';
export { en } from './texts.en.ts';
