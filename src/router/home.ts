import { type ButtonView, type Card, sentenceCard } from '../chat/card.ts';
import type { Command } from '../chat/command.ts';
import type { HomeSection } from '../chat/home.ts';
import type { PersonId } from '../chat/outcome.ts';
import { commandToButton } from './menu.ts';
import { say } from './texts.en.ts';

export interface HomeOptions<Tx> {
  /** In the order in which they are shown. */
  readonly sections: readonly HomeSection[];
  /** Each gets a button, where it is for that person. */
  readonly commands: readonly Command<Tx>[];
}

/** What a person sees first: what every subject has for them, and a button for every command that is for them. From memory. */
export function createHome<Tx>({
  sections,
  commands,
}: HomeOptions<Tx>): (person: PersonId, now: string) => Card {
  const offered = (commands as readonly Command<never>[]).map((command) => ({
    command,
    button: commandToButton(command),
  }));
  function buttonsOf(person: PersonId, now: string): readonly ButtonView[] {
    return offered.flatMap(({ command: { isOnHome }, button }) =>
      isOnHome === undefined || isOnHome(person, now) ? [button] : [],
    );
  }
  return (person, now) => ({
    summary: say('desk.home.summary'),
    parts: [
      ...sections.flatMap((section) => section.parts(person, now)),
      { type: 'heading', text: say('desk.menu.title') },
      { type: 'buttons', buttons: buttonsOf(person, now) },
    ],
  });
}

/** `home`: the same in a conversation, for places that have no Home. It stays as it was when it was asked for. */
export function createHomeCommand<Tx>(homeOf: (person: PersonId, now: string) => Card): Command<Tx> {
  return {
    id: 'desk.home',
    word: 'home',
    direct: false,
    summary: say('desk.home.about'),
    label: say('desk.home.label'),
    usage: '',
    examples: [{ words: 'home', does: say('desk.home.example') }],
    // It tells of questions in their own words.
    plan: (_words, look) => ({
      do: 'answer',
      card: homeOf(look.person, look.now),
      kept: sentenceCard(say('desk.notKept')),
    }),
  };
}
