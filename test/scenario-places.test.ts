import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Conversations that are not played on Teams, each with the reason. */
const notOnTeams: Readonly<Record<string, string>> = {
  'in-the-browser.test.ts':
    'A look at the built-in page in Chromium. Cards in Teams are looked at in look.test.ts.',
  'incident-kill.test.ts':
    'The process is killed under load, which the page makes. What Teams was sent when it is killed is in test/faults.',
  'mixed-up-ids.test.ts':
    'Played on Slack alone: the rule is one for both, and takes nothing of a conversation.',
  'only-desk.test.ts':
    'What Slack is given to show where another app owns a command. Teams has no slash commands.',
  'other-slack-app.test.ts': 'What a Slack workspace does with the ids of another app.',
  'policy-start.test.ts': 'What the start says in the log. Nobody says anything to anybody.',
  'slack-directory.test.ts': 'How Slack’s list of members is read. That of Teams is in directory.test.ts.',
  'slack-doors.test.ts': 'What only Slack has as ways in. Those of Teams are in teams-doors.test.ts.',
  'slack-edits.test.ts':
    'Slack tells of a changed mention as of a new one. Teams says that it is a change, and that is not taken.',
  'slack-restart.test.ts': 'Only Slack has to be asked whose token it is before anybody is answered.',
  'slack-unknown.test.ts': 'Only Slack has to be asked who somebody is. On Teams every activity says so.',
  'slack.test.ts': 'What only Slack does. What only Teams does is in teams.test.ts.',
  'today-page.test.ts':
    'A page that stays open on a screen. Teams has none, for the reason in the table of the README.',
};

const folder = new URL('scenario/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));

/** By the lists of places in test/support/desk that hold Teams, or by its name. */
function isOnTeams(name: string): boolean {
  return /\ballPlaces\b|\bchats\b|'teams'/.test(readFileSync(new URL(name, folder), 'utf8'));
}

describe('the conversations in test/scenario', () => {
  it('are played on Teams, or stand here with the reason', () => {
    const without = files.filter((name) => !isOnTeams(name));
    expect(without).toEqual(Object.keys(notOnTeams));
  });
});
