export { type SlackScope, slackScopes } from './scopes.ts';
export { createSlackPlatform, type SlackSettings } from './slack-platform.ts';
export { slackTexts } from './texts.en.ts';
