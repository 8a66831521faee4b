import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { own } from '../../../src/chat/text.ts';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { createPageRoom } from './page-room.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const maria = { id: 'person:maria', private: true };
const dial = 'Dial 9-911 from any desk phone, or 911 from a mobile.';
const card: Card = {
  summary: own(`First, before anything else: ${dial}`),
  parts: [
    { type: 'heading', text: own(dial) },
    { type: 'text', text: own(`In an emergency: ${dial}`), strong: true },
    { type: 'facts', facts: [{ label: own('What to dial'), value: own(`Please ${dial}`) }] },
    { type: 'context', text: own(`In an emergency: ${dial}`) },
  ],
};

/** On how many lines each `number` in it stands. */
function linesOf(within: Locator, number: string): Promise<readonly number[]> {
  return within.evaluate((element, text) => {
    const { ownerDocument: page } = element;
    const walker = page.createTreeWalker(element, 4);
    const nodes: { readonly node: typeof walker.currentNode; readonly words: string }[] = [];
    while (walker.nextNode() !== null) {
      nodes.push({ node: walker.currentNode, words: walker.currentNode.textContent ?? '' });
    }
    const all = nodes.map(({ words }) => words).join('');
    const pointAt = (at: number): [typeof walker.currentNode, number] => {
      let before = 0;
      for (const { node, words } of nodes) {
        if (at <= before + words.length) return [node, at - before];
        before += words.length;
      }
      throw new Error('Beyond the text.');
    };
    const found: number[] = [];
    for (let at = all.indexOf(text); at >= 0; at = all.indexOf(text, at + 1)) {
      const tops = [...text].map((_, index) => {
        const range = page.createRange();
        range.setStart(...pointAt(at + index));
        range.setEnd(...pointAt(at + index + 1));
        return [...range.getClientRects()].at(-1)?.top;
      });
      found.push(new Set(tops).size);
    }
    return found;
  }, number);
}

describe.skipIf(reason !== undefined)(
  `a phone number on the page${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    /** At every width of a narrow screen, so that the number comes to stand at the end of a line. */
    async function neverBreaks(within: Locator, count: number): Promise<void> {
      for (let width = 320; width <= 420; width += 2) {
        await room.desk.page.setViewportSize({ width, height: 844 });
        expect(await linesOf(within, '9-911'), `at ${width}`).toEqual(Array<number>(count).fill(1));
      }
    }

    it('stays on one line in a card, and is copied as it was written', async () => {
      await room.served.platform.post(maria, card, { locale: 'en' });
      await room.desk.sees(dial);
      const article = room.desk.page.locator('article');
      await neverBreaks(article, 4);
      const copied = await article.evaluate((element) => {
        const selection = element.ownerDocument.getSelection();
        selection?.selectAllChildren(element);
        return selection?.toString();
      });
      expect(copied).toContain(dial);
    });

    it('is told from a date', async () => {
      const words = 'From 2026-12-24, since 2026-12-24T18:40:00Z: 9-911, (555)-0199, 2026-12-24-1.';
      await room.served.platform.post(maria, plainCard(words), { locale: 'en' });
      await room.desk.sees(words);
      expect(await room.desk.page.locator('article .number').allInnerTexts()).toEqual([
        '9-911',
        '(555)-0199',
        '2026-12-24-1',
      ]);
    });

    it('is kept whole like the number of a record, and like a label in a narrow column', async () => {
      const facts = { label: own('Acknowledged'), value: own('Omar Haddad, 10:00 AM EST') };
      const words = 'Omar Haddad has acknowledged E-0001 of CEN-2026-00014, NTH-B-2026-00002. A-B test.';
      const parts: Card['parts'] = [
        { type: 'text', text: own(words) },
        { type: 'facts', facts: [facts] },
      ];
      await room.served.platform.post(maria, { summary: own(words), parts }, { locale: 'en' });
      await room.desk.sees(words);
      const article = room.desk.page.locator('article');
      expect(await article.locator('.number').allInnerTexts()).toEqual([
        'E-0001',
        'CEN-2026-00014',
        'NTH-B-2026-00002',
      ]);
      for (let width = 320; width <= 420; width += 2) {
        await room.desk.page.setViewportSize({ width, height: 844 });
        expect(await linesOf(article, 'Acknowledged'), `at ${width}`).toEqual([1]);
        expect(await linesOf(article, 'E-0001'), `at ${width}`).toEqual([1]);
      }
    });

    it('stays on one line in what is pinned', async () => {
      room.served.desk.answerNext({ first: { reply: card }, last: Promise.resolve({}) });
      await room.desk.types('/assist emergency');
      const pinned = room.desk.page.locator('.pinned p');
      await pinned.getByText(dial).waitFor();
      await neverBreaks(pinned, 1);
    });

    it('stays on one line where the page says that it has lost the desk', async () => {
      await room.served.stop();
      const banner = room.desk.page.locator('.lost');
      await banner.filter({ visible: true }).waitFor();
      await neverBreaks(banner, 1);
      await room.desk.types('assist');
      const problem = room.desk.page.locator('.entry.problem');
      await problem.waitFor();
      await neverBreaks(problem, 1);
    });
  },
);
