import { describe, expect, it } from 'vitest';
import { reasonToSkip } from '../../support/browser/chromium.ts';
import { openDesk } from '../../support/browser/desk-page.ts';
import { eventually } from '../../support/eventually.ts';
import { act, ask, listenAs } from './ask.ts';
import { createPageRoom } from './page-room.ts';
import { type Served, serveBrowser } from './serve.ts';
import { plainCard } from './tiny-desk.ts';

const reason = reasonToSkip();
const central = { code: 'CEN', name: 'Central' };
const riverside = { code: 'RIV', name: 'Riverside' };
const gone = { place: 'channel:RIV' };

async function withDesk(
  run: (
    served: Served,
    setBranches: (next: readonly { code: string; name: string }[]) => void,
  ) => Promise<void>,
): Promise<void> {
  let branches: readonly { code: string; name: string }[] = [central, riverside];
  const served = await serveBrowser({ branches: () => branches });
  try {
    await run(served, (next) => {
      branches = next;
      served.desk.change();
    });
  } finally {
    await served.stop();
  }
}

describe('in the tab of a branch that is no longer there', () => {
  it('what somebody does is taken as in their own conversation', async () => {
    await withDesk(async (served, setBranches) => {
      setBranches([central]);
      const [answer] = await act(served, { type: 'command', typed: '/assist emergency fire' }, gone);
      expect(answer?.reply?.summary).toContain('fire');
      expect(served.desk.requests.at(-1)?.place).toEqual({ id: 'person:maria', private: true });
      expect((await ask(served, '/desk/state?as=maria&place=channel:RIV')).status).toBe(403);
    });
  });

  it('the card that is pressed is drawn anew there', async () => {
    await withDesk(async (served, setBranches) => {
      const listening = await listenAs(served, 'maria');
      setBranches([central]);
      const redrawn = { posting: 'p1', revision: 3, card: plainCard('You are coming') };
      served.desk.answerNext({ last: Promise.resolve({ redrawn }) });
      await act(served, { type: 'pressed', data: { button: 'help.claim' }, message: 'm1' }, gone);
      const updates = () => listening.events.filter(({ type }) => type === 'update');
      await eventually('the update', () => updates().length === 1);
      expect(updates()).toMatchObject([{ place: 'channel:RIV', message: { message: 'm1' } }]);
      listening.close();
    });
  });
});

describe.skipIf(reason !== undefined)(
  `the tabs of the branches${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    const room = createPageRoom();

    it('follow the branches, and lead to the desk from one that is gone', async () => {
      await withDesk(async (served, setBranches) => {
        const desk = await openDesk(await room.context.newPage(), served.url, 'maria');
        const tabs = () => desk.page.getByRole('tab').allInnerTexts();
        const names = async () => (await tabs()).map((name) => name.trim());
        expect(await names()).toEqual(['Home', 'Desk', 'Central', 'Riverside']);
        await desk.opens('Riverside');
        await desk.page.getByRole('combobox').fill('half a thought');
        setBranches([
          { ...central, name: 'Central Library' },
          { code: 'OAK', name: 'Oakwood' },
        ]);
        await expect.poll(names).toEqual(['Home', 'Desk', 'Central Library', 'Oakwood']);
        expect(await desk.page.getByRole('tab', { selected: true }).innerText()).toContain('Desk');
        expect(await desk.page.getByRole('combobox').inputValue()).toBe('half a thought');
        await desk.opens('Oakwood');
        await desk.types('hello');
        await desk.sees('You said: hello');
        expect(served.desk.requests.at(-1)?.place?.id).toBe('channel:OAK');
      });
    });

    it('keep what did not reach the desk', async () => {
      await withDesk(async (served, setBranches) => {
        const desk = await openDesk(await room.context.newPage(), served.url, 'maria');
        await desk.opens('Riverside');
        await desk.page.route('**/desk/act*', (route) => route.abort());
        await desk.types('assist emergency fire');
        const problem = desk.page.locator('.entry.problem').filter({ visible: true });
        await problem.waitFor();
        setBranches([central, { code: 'OAK', name: 'Oakwood' }]);
        await desk.page.getByRole('tab', { name: 'Oakwood' }).waitFor();
        await desk.page.unroute('**/desk/act*');
        await problem.getByRole('button', { name: 'Try again' }).click();
        await desk.sees('You said: assist emergency fire');
      });
    });

    it('say what to dial where the desk refuses something', async () => {
      await room.desk.page.route('**/desk/act*', (route) => route.fulfill({ status: 400, json: {} }));
      await room.desk.types('assist emergency fire');
      const refused = room.desk.page.getByRole('alert').filter({ hasText: 'The desk could not take this' });
      await refused.waitFor();
      expect(await refused.textContent()).toContain('In an emergency: Dial 9-911 from any desk phone.');
    });
  },
);
