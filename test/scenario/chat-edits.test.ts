import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../support/desk/reads.ts';
import { startDesk, type TestDesk } from '../support/desk/start-desk.ts';
import { eventually } from '../support/eventually.ts';
import { readDatabase } from '../support/process/read-database.ts';
import { type SlackStandIn, slackUser } from '../support/slack/index.ts';
import { entraId, type TeamsStandIn, teamsUser } from '../support/teams/index.ts';

const minute = 60_000;

let desk: TestDesk;
afterEach(() => desk.stop());
const calls = async () => (await readDatabase(desk.database)).calls;

/** Answers in a chat ring in Slack and not in Teams. */
async function said(): Promise<string> {
  const priya = desk.person('priya');
  return `${await priya.sees()}\n${await priya.hears()}`;
}
const told = (words: string) =>
  eventually(`Priya reads “${words}”`, async () => (await said()).includes(words));

/** Priya in her own conversation with the desk. */
interface Writer {
  says(words: string): Promise<unknown>;
  /** Changes what she wrote last. */
  edits(words: string, afterMs?: number): Promise<unknown>;
}

function inSlack(slack: SlackStandIn): Writer {
  const priya = () =>
    slackUser(slack, { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) }, 'U0PRIYA');
  const channel = slack.directOf('U0PRIYA');
  return {
    says: (words) => priya().says(words),
    edits: (words, afterMs = minute) => {
      const before = slack.messages(channel).findLast(({ user }) => user === 'U0PRIYA');
      const ts = before?.ts ?? '';
      const mine = { type: 'message', user: 'U0PRIYA', team: slack.state.team, ts };
      const edited = { user: 'U0PRIYA', ts: `${Math.round(Number(ts)) + afterMs / 1000}.000000` };
      const event = {
        type: 'message',
        subtype: 'message_changed',
        hidden: true,
        channel,
        channel_type: 'im',
        ts: edited.ts,
        message: { ...mine, text: words, edited },
        previous_message: { ...mine, text: before?.text },
      };
      const { team } = slack.state;
      return priya().sends({
        type: 'event_callback',
        team_id: team,
        event_id: slack.state.nextId('Ev'),
        event,
      });
    },
  };
}

function inTeams(teams: TeamsStandIn): Writer {
  const id = entraId('priya');
  const priya = () => teamsUser(teams, { deskUrl: desk.address }, id);
  return {
    says: (words) => priya().says(words),
    edits: (words, afterMs = minute) => {
      const written = priya()
        .sees()
        .findLast(({ own }) => own)?.id;
      const timestamp = new Date(Number(written) + afterMs).toISOString();
      const channelData = { eventType: 'editMessage', tenant: { id: teams.state.tenant } };
      const changes = { type: 'messageUpdate', id: written, timestamp, channelData };
      return priya().sends(teams.activities.message(id, words, { changes }));
    },
  };
}

describe.each(['slack over http', 'teams'] as const)(
  '%s: a message to the desk that is changed',
  (people) => {
    let priya: Writer;
    beforeEach(async () => {
      desk = await startDesk({ people });
      priya = desk.slack === undefined ? inTeams(desk.teams as TeamsStandIn) : inSlack(desk.slack);
    });

    it('is a call when its command could not be read before', async () => {
      await priya.says('asist now reading room');
      await told('Did you mean');
      await priya.edits('assist now reading room');
      await reads(desk.person('maria'), 'H-0001: Come now · Central Library, reading room');
    });

    it('does not call again, and says what to dial where it is an emergency now', async () => {
      await priya.says('assist teen area');
      await reads(desk.person('maria'), 'H-0001: When you can');
      const dials = async () => (await said()).split('Dial 9-911').length;
      const before = await dials();
      await priya.edits('assist emergency teen area');
      await eventually('what to dial', async () => (await dials()) > before);
      await told('Nobody is told that you changed it');
      expect(await calls()).toHaveLength(1);
      // What did something counts after a restart too.
      await desk.restart();
      await priya.edits('assist now teen area', 2 * minute);
      expect(await calls()).toHaveLength(1);
    });

    it('long afterwards asks nobody, and says what to dial', async () => {
      await priya.says('hello');
      await priya.edits('assist now teen area', 6 * minute);
      await told('nothing was done now and nobody was asked');
      expect(await calls()).toEqual([]);
    });
  },
);
