import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from '../../support/browser/chromium.ts';
import { type DeskPage, openDesk } from '../../support/browser/desk-page.ts';
import { type Served, serveBrowser } from './serve.ts';

/** A desk that serves the page, and a real browser for it. */
export interface BrowserRoom {
  readonly browser: Browser;
  readonly served: Served;
  readonly context: BrowserContext;
}

/** The page in a real browser, as Maria has it before her. */
export interface PageRoom extends BrowserRoom {
  readonly desk: DeskPage;
}

/** Prepares the room for each test of a group, and clears it away. */
export function createBrowserRoom(options: BrowserContextOptions = {}): BrowserRoom {
  let browser: Browser;
  let served: Served;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    served = await serveBrowser();
    context = await browser.newContext({ locale: 'en-GB', ...options });
    context.setDefaultTimeout(10_000);
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
  };
}

/** The same, with the page opened. */
export function createPageRoom(options?: BrowserContextOptions): PageRoom {
  const room = createBrowserRoom(options);
  let desk: DeskPage;
  beforeEach(async () => {
    desk = await openDesk(await room.context.newPage(), room.served.url, 'maria');
  });

  return {
    get browser() {
      return room.browser;
    },
    get served() {
      return room.served;
    },
    get context() {
      return room.context;
    },
    get desk() {
      return desk;
    },
  };
}
