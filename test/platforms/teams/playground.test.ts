import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import type { Command } from '../../../src/chat/command.ts';
import { own } from '../../../src/chat/text.ts';
import { personalOf } from '../../support/teams/index.ts';
import { only } from '../slack/tiny-desk.ts';
import { maria, serveTeams } from './serve-teams.ts';

const home: Card = {
  summary: own('Welcome'),
  parts: [
    {
      type: 'buttons',
      buttons: [
        { button: 'desk.command', value: 'assist', label: own('Call for help') },
        { button: 'tiny.form', record: 'r-1', label: own('Close it') },
      ],
    },
  ],
};
const assist = {
  word: 'assist',
  examples: [{ words: 'assist now teen area', does: own('calls') }],
  plan: (words: string) => ({ do: words === '' ? 'form' : 'run' }),
} as unknown as Command<never>;

async function welcomed(local: boolean) {
  const served = await serveTeams({ local, open: local, commands: [assist] });
  const { teams, deskUrl, desk } = served;
  desk.answer = () => only(home);
  await teams.deliver(deskUrl, teams.activities.installed(maria), local ? { token: false } : {});
  const first = await teams.reads(personalOf(maria), 'Call for help');
  return { ...served, first, drawn: JSON.stringify(first) };
}

describe('the first card', () => {
  it('has buttons that open a dialog in Teams', async () => {
    const { drawn } = await welcomed(false);
    expect(drawn.match(/task\/fetch/g)).toHaveLength(2);
  });

  it('has buttons in the Agents Playground, which opens none, that say how to go on without', async () => {
    const { teams, deskUrl, desk, first, drawn } = await welcomed(true);
    expect(drawn).not.toContain('task/fetch');
    const before = desk.requests.length;
    const press = async (data: object) => {
      const activity = teams.activities.execute(maria, first, { data });
      return JSON.stringify((await teams.deliver(deskUrl, activity, { token: false })).body);
    };
    const typed = await press({ button: 'desk.command', value: 'assist' });
    expect(typed).toContain('type the words after assist instead, such as “assist now teen area”');
    expect(await press({ button: 'tiny.form', record: 'r-1' })).toContain('use the desk page for it');
    expect(await press({ button: 'teams.form', value: 'x' })).toContain('The Agents Playground opens none');
    expect(desk.requests).toHaveLength(before);
    await press({ button: 'desk.command', value: 'assist now' });
    expect(desk.requests).toHaveLength(before + 1);
  });
});
