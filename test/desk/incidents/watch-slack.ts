import { createSlackPerson } from '../../support/desk/slack-person.ts';
import type { PlaceOfPeople, TestDesk } from '../../support/desk/start-desk.ts';
import { type Reach, type SlackStandIn, type SlackUser, slackUser } from '../../support/slack/index.ts';
import type { Watched } from './watched.ts';

/** Looks at a Slack user's messages, forms and Home after everything that they do. */
export function watchSlack(
  desk: TestDesk,
  slack: SlackStandIn,
  people: PlaceOfPeople,
  user: string,
  name: string,
): Omit<Watched, 'id'> {
  const reach = (): Reach =>
    people === 'slack by socket'
      ? 'socket'
      : { deskUrl: desk.address, now: () => Date.parse(desk.clock.now()) };
  const client = (id = user): SlackUser => slackUser(slack, reach(), id);
  const direct = slack.directOf(user);
  const kept = new Set<string>();

  function look(): void {
    const { state } = slack;
    for (const message of state.messages) {
      const isTheirs =
        message.onlyFor === undefined ? !message.channel.startsWith('D') : message.onlyFor === user;
      if (message.channel === direct || isTheirs) kept.add(JSON.stringify(message));
    }
    for (const view of state.views.values()) if (view.user === user) kept.add(JSON.stringify(view));
    kept.add(JSON.stringify(state.homes.get(user) ?? ''));
  }
  const looking =
    <Args extends unknown[], R>(act: (...args: Args) => Promise<R>) =>
    async (...args: Args) => {
      const result = await act(...args);
      look();
      return result;
    };
  const acts = createSlackPerson(slack, reach, user, name);
  return {
    person: {
      ...acts,
      types: looking(acts.types),
      presses: looking(acts.presses),
      submits: looking(acts.submits),
      sends: looking(acts.sends),
      opensHome: looking(acts.opensHome),
      pressesAtHome: looking(acts.pressesAtHome),
    },
    async pressesOf(other, label) {
      const found = client(`U0${other.toUpperCase()}`)
        .sees()
        .findLast((message) => message.buttons.some((button) => button.label === label));
      await client().presses(label, found);
      look();
    },
    async screen() {
      look();
      return [...kept].join('\n');
    },
  };
}
