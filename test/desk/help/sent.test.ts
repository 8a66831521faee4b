import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HelpRequest } from '../../../src/desk/help/index.ts';
import { sundayEvening as now } from '../../support/desk/library.ts';
import { type HelpAtLibrary, openHelp } from './help-desk.ts';

const [robin, dana, lee] = ['staff:robin', 'staff:dana', 'staff:lee'];

describe('the answer to a call whose building is said after somebody could not come', () => {
  let help: HelpAtLibrary;
  let id: string;
  /** Whoever stands in for everybody can't come. */
  beforeEach(async () => {
    help = await openHelp();
    await help.assist(robin, 'now a fight', now);
    [{ id }] = (await help.callsOf(robin)) as [HelpRequest];
    await help.due(id, now, 0);
  });
  afterEach(() => help.remove());
  const said = (reply: unknown) => JSON.stringify(reply);

  it('does not say that it goes to them where nobody is asked, pressed or typed', async () => {
    for (const person of [dana, lee]) await help.press('help.decline', person, id, now);
    const typed = await help.assist(robin, 'nth-b still here', now);
    expect(typed.reply?.summary).toMatchObject({ key: 'help.sent.nobody' });
    expect(said(typed.reply)).toContain('Dial 911');
    expect(said(typed.reply)).not.toContain('Dana');

    await help.press('help.cancel', robin, id, now);
    await help.assist(robin, 'now a fight', now);
    const second = (await help.callsOf(robin))[1] as HelpRequest;
    await help.due(second.id, now, 0);
    for (const person of [dana, lee]) await help.press('help.decline', person, second.id, now);
    const pressed = await help.press('help.branch', robin, second.id, now, 'NTH-B');
    expect(said(pressed.reply)).toContain('help.sent.nobody');
    expect(pressed.ring?.map(({ card }) => card.summary)).toMatchObject([{ key: 'help.ring.nobody' }]);
  });

  it('does not name them beside those who are asked', async () => {
    await help.press('help.decline', dana, id, now);
    const { reply } = await help.press('help.branch', robin, id, now, 'CEN');
    expect(said(reply)).toContain('Maria Santos');
    expect(said(reply)).not.toContain('Dana Whitfield');
  });

  it('names nobody who can’t come where “Ask somebody now” comes too late', async () => {
    await help.press('help.decline', dana, id, now);
    const { reply: some } = await help.press('help.askNow', robin, id, now);
    expect(some?.summary).toMatchObject({ key: 'help.press.askedAlready', params: { people: ['Lee Wong'] } });
    await help.press('help.decline', lee, id, now);
    const { reply: nobody } = await help.press('help.askNow', robin, id, now);
    expect(nobody?.summary).toMatchObject({ key: 'help.press.moreNobody' });
  });
});
