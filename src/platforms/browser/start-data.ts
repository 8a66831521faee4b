import { textsOf } from '../../chat/text.ts';
import type { Reader, Words } from '../../chat/words.ts';
import type { DeskPort } from '../platform.ts';
import type { BrowserOptions, BrowserPerson } from './options.ts';
import { en } from './texts.en.ts';
import type { WirePerson, WireStart } from './wire.ts';

const say = textsOf(en);

/** What the page says by itself, in the reader's language, by key without `page.`. */
export function pageWords(desk: DeskPort, reader: Reader): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(en)
      .filter(([, sentence]) => !sentence.includes('{'))
      .map(([key]) => [key.replace('page.', ''), desk.words.draw({ key }, reader)]),
  );
}

/** What it says when something did not arrive, with what to dial. Sent with the start: the desk may be gone by then. */
export function dialWords(dial: string, words: Words, reader: Reader): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(en)
      .filter(([, sentence]) => sentence.includes('{dial}'))
      .map(([key]) => [key.replace('page.', ''), words.draw({ key, params: { dial } }, reader)]),
  );
}

/** What the page needs before anyone has been chosen. @param shown who is open on it */
export function startData(
  options: BrowserOptions,
  desk: DeskPort,
  reader: Reader,
  shown: readonly string[],
): WireStart {
  const draw = (text: Parameters<typeof desk.words.draw>[0]) => desk.words.draw(text, reader);
  const people = options.people();
  const gone = shown.filter((user) => !people.some((person) => person.user === user));
  return {
    title: options.title(),
    words: dialWords(options.dialText(), desk.words, reader),
    ...(options.demoNote === undefined ? {} : { note: draw(options.demoNote) }),
    people: people.map(toWire),
    left: gone.flatMap((user) => {
      const person = options.left?.(user);
      return person === undefined ? [] : [toWire({ ...person, detail: say('page.leftList') })];
    }),
    branches: options.branches().map(({ code, name }) => ({ code, name })),
    commands: desk.commands.map((command) => ({
      word: command.word,
      direct: command.direct,
      usage: command.usage,
      label: draw(command.label),
      summary: draw(command.summary),
    })),
  };

  function toWire(person: BrowserPerson): WirePerson {
    return {
      user: person.user,
      name: person.name,
      ...(person.role === undefined ? {} : { role: person.role }),
      branches: person.branches ?? [],
      onShift: person.onShift ?? false,
      ...(person.detail === undefined ? {} : { detail: draw(person.detail) }),
      actingAs: draw(say('page.actingAs', { name: person.name })),
      boardFor: draw(say('page.boardFor', { name: person.name })),
      close: draw(say('page.closePerson', { name: person.name })),
      words: dialWords(person.dialText ?? options.dialText(), desk.words, reader),
    };
  }
}
