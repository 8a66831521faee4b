import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { type Served, serveBrowser } from './serve.ts';

/** The page in a real browser, as Maria has it before her. */
export interface PageRoom {
  readonly browser: Browser;
  readonly served: Served;
  readonly context: BrowserContext;
  readonly desk: DeskPage;
}

/** Prepares the room for each test of a group, and clears it away. */
export function createPageRoom(options: BrowserContextOptions = {}): PageRoom {
  let browser: Browser;
  let served: Served;
  let context: BrowserContext;
  let desk: DeskPage;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    served = await serveBrowser();
    context = await browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(10_000);
    desk = await openDesk(await context.newPage(), served.url, 'maria');
  });
  afterEach(async () => {
    await context.close();
    await served.stop();
  });

  return {
    get browser() {
      return browser;
    },
    get served() {
      return served;
    },
    get context() {
      return context;
    },
    get desk() {
      return desk;
    },
  };
}
