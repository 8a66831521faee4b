import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, reasonToSkip } from '../../support/browser/chromium.ts';
import { startDesk, type TestDesk } from '../../support/desk/start-desk.ts';
import { drawCard, whatIsCut } from './look-page.ts';
import { collectMainCards, type MainCard } from './main-cards.ts';

const reason = reasonToSkip();

describe.skipIf(reason !== undefined)(`a card in Teams${reason === undefined ? '' : ` (${reason})`}`, () => {
  let desk: TestDesk;
  let browser: Browser;
  let page: Page;
  let cards: readonly MainCard[];

  beforeAll(async () => {
    [desk, browser] = await Promise.all([startDesk({ people: 'teams' }), launchChromium()]);
    page = await browser.newPage();
    if (desk.teams === undefined) throw new Error('There is no tenant.');
    cards = await collectMainCards(desk, desk.teams);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  it.each([360, 1024])('shows all its words and buttons at %i px', async (width) => {
    const cut: string[] = [];
    const look = async (name: string) => {
      for (const one of await whatIsCut(page)) cut.push(`${name}: ${one}`);
    };
    for (const card of cards) {
      await drawCard(page, card, width);
      await look(card.name);
      const more = page.getByRole('button', { name: 'More', exact: true });
      if (card.where === 'dialog' && (await more.count()) > 0) {
        await more.click();
        await look(`${card.name}, page two`);
      }
    }
    expect(cut).toEqual([]);
  });

  it('would be seen here when it is cut off', async () => {
    const title = 'A button whose label is far longer than a phone is wide';
    const card = { ...(cards[0]?.card as object), actions: [{ type: 'Action.Submit', title }] };
    await drawCard(page, { name: 'too wide', card, where: 'message' }, 360);
    expect(await whatIsCut(page)).toEqual([expect.stringContaining(title)]);
  });

  it('says beside the field what is wrong with it', async () => {
    const card = cards.find(({ name }) => name === 'assist-dialog-error');
    if (card === undefined) throw new Error('There is no such card.');
    await drawCard(page, card, 360);
    const field = await page.getByLabel('Where (needed)').boundingBox();
    const problem = await page.getByText('Please check: Choose where you are.').boundingBox();
    const next = await page.getByLabel('What those who come should know').boundingBox();
    expect(problem?.y).toBeGreaterThan(field?.y ?? 0);
    expect(problem?.y).toBeLessThan(next?.y ?? 0);
  });
});
