import type { TestDesk } from '../../support/desk/start-desk.ts';
import { createTeamsPerson } from '../../support/desk/teams-person.ts';
import { entraId, personalOf, type TeamsStandIn } from '../../support/teams/index.ts';
import { record } from '../../support/teams/json.ts';
import { cardToButtons } from '../../support/teams/seen.ts';
import type { Watched } from './watched.ts';

/** Looks at everything that the desk sends to a Teams user: the answers to what they do, and what it posts where they read. */
export function watchTeams(
  desk: TestDesk,
  teams: TeamsStandIn,
  who: string,
  name: string,
): Omit<Watched, 'id'> {
  const user = entraId(who);
  const answers: string[] = [];
  const watched: TeamsStandIn = {
    ...teams,
    async deliver(...args) {
      const delivered = await teams.deliver(...args);
      answers.push(JSON.stringify(delivered.body ?? ''));
      return delivered;
    },
  };

  /** Channels are read by everybody, a personal chat by its person. */
  function isForThem(path: string): boolean {
    const [, conversation = ''] = /\/conversations\/([^/]*)/.exec(decodeURIComponent(path)) ?? [];
    return !conversation.startsWith('a:') || conversation === personalOf(user);
  }

  return {
    person: createTeamsPerson(watched, () => desk.address, user, name),
    async pressesOf(other, label) {
      const theirs = teams.posted(personalOf(entraId(other))).toReversed();
      const [found] = theirs.flatMap((message) =>
        cardToButtons(message.card)
          .filter((button) => button.label === label)
          .map(({ action, opensDialog }) => ({ message, action, opensDialog })),
      );
      if (found === undefined) throw new Error(`${other} has no button "${label}".`);
      const { action, opensDialog } = found;
      const on = { ...found.message, conversation: personalOf(user) };
      const { execute, taskFetch } = teams.activities;
      await watched.deliver(
        desk.address,
        opensDialog ? taskFetch(user, on, record(action.data)) : execute(user, on, action),
      );
    },
    screen: async () =>
      [
        ...answers,
        ...teams.calls().flatMap(({ path, body }) => (isForThem(path) ? [JSON.stringify(body)] : [])),
      ].join('\n'),
  };
}
