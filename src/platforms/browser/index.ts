export { createBrowserPlatform } from './browser-platform.ts';
export type { BrowserBranch, BrowserOptions, BrowserPerson } from './options.ts';
export { en } from './texts.en.ts';
