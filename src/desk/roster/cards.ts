import { type ButtonView, type Card, type CardPart, sentenceCard } from '../../chat/card.ts';
import type { InstantParam, Text } from '../../chat/text.ts';
import type { Branch, Branches } from '../branches/index.ts';
import type { Resolved } from './moment.ts';
import {
  dutyPhrase,
  fallbackPhrase,
  headingPhrase,
  nextPhrase,
  onShiftAt,
  openingPhrase,
  peopleWithDuties,
  type RosterReads,
  together,
  type When,
} from './phrases.ts';
import { say } from './texts.en.ts';

/** Buttons hold the words that somebody would type for the same question. */
export const branchButton = 'onshift.branch';
export const momentButton = 'onshift.at';

/** More buttons than this help nobody, and platforms draw about two dozen. */
const mostChoices = 20;

/** What stands with an answer: how the words were taken, and buttons for what else may be wanted. */
export interface Beside {
  readonly remarks: readonly Text[];
  readonly buttons: readonly ButtonView[];
}

/** Who is on at one branch. */
export function branchCard(read: RosterReads, branch: Branch, when: When, beside: Beside): Card {
  const name = read.branches.label(branch);
  const heading = headingPhrase(name, when, branch.timezone);
  const list = onShiftAt(read, branch, when);
  const notes =
    list.length === 0
      ? [say(`onshift.nobody.${when.type}`)]
      : list.some((on) => on.flags.includes('pic'))
        ? []
        : [say('onshift.noneInCharge')];
  const after = [nextPhrase(read, branch, when)];
  const fallback = list.length === 0 ? fallbackPhrase(read, branch, when) : undefined;
  if (fallback !== undefined) after.push(fallback);
  const opening = openingPhrase(read, branch, when);
  const people: readonly Text[] =
    list.length === 0 ? [] : [say('onshift.people', { people: peopleWithDuties(read, list, branch, when) })];
  return {
    summary: say('onshift.branchLine', {
      branch: heading,
      says: together([...beside.remarks, ...people, ...notes, opening, ...after]),
    }),
    parts: [
      { type: 'heading', text: heading },
      ...beside.remarks.map((text): CardPart => ({ type: 'text', text })),
      { type: 'text', text: opening },
      ...factsOf(
        list.map((on) => ({
          label: { own: read.people.name(on.person) },
          value: dutyPhrase(on, branch, when),
        })),
      ),
      ...notes.map((text): CardPart => ({ type: 'text', text, strong: list.length === 0 })),
      ...after.map((text): CardPart => ({ type: 'text', text })),
      ...buttonsOf(beside.buttons),
    ],
  };
}

/**
 * Asks which branch is meant.
 *
 * @param typed what fits several branches, or was nearly the name of some; absent when none was typed
 */
export function whichBranchCard(
  choices: readonly Branch[],
  momentWords: (branch: Branch | undefined) => string,
  typed?: { readonly words: string; readonly fit: 'several' | 'near' },
): Card {
  const [first] = choices;
  const question =
    typed === undefined
      ? say('onshift.which.unknown')
      : say(`onshift.which.${typed.fit}`, { words: typed.words, count: choices.length });
  const buttons = choices.slice(0, mostChoices).map((branch): ButtonView => {
    const label = choiceLabel(branch);
    return {
      button: branchButton,
      label,
      describe: say('onshift.choice.describe', { branch: label }),
      value: `${branch.id} ${momentWords(branch)}`.trim(),
    };
  });
  if (typed === undefined) buttons.push(allButton(momentWords(undefined)));
  const more: readonly CardPart[] =
    choices.length > mostChoices && first !== undefined
      ? [{ type: 'context', text: say('onshift.which.more', { code: first.id }) }]
      : [];
  return {
    summary: together(typed?.fit === 'near' ? [question] : [question, say('onshift.which')]),
    parts: [
      { type: 'heading', text: say('onshift.which') },
      { type: 'text', text: question },
      ...buttonsOf(buttons),
      ...more,
    ],
  };
}

/** The button that asks for every branch. */
export function allButton(momentWords: string): ButtonView {
  return {
    button: branchButton,
    label: say('onshift.all'),
    describe: say('onshift.all.describe'),
    value: `all ${momentWords}`.trim(),
  };
}

/**
 * Asks which time is meant when the clocks show it twice, or whether the one that follows is when they skip it.
 *
 * @param place as shown
 * @param code a branch code or `all`, for the buttons
 */
export function whichTimeCard(
  asked: Extract<Resolved, { type: 'skipped' | 'twice' }>,
  place: Text | string,
  code: string,
  zone: string,
): Card {
  const [first, second] = asked.choices;
  const question = say(`onshift.${asked.type}`, {
    time: asked.time,
    branch: place,
    day: { instant: asked.type === 'twice' ? first : second, zone, style: 'day' },
    next: { instant: second, zone, style: 'time' },
  });
  const button = (key: 'onshift.exact' | 'onshift.first' | 'onshift.second', instant: string): ButtonView => {
    const params = { branch: place, time: asked.time, at: { instant, zone, style: 'full' } } as const;
    return {
      button: momentButton,
      label: say(key, params),
      describe: say(`${key}.describe`, params),
      value: `${code} ${instant}`,
    };
  };
  return {
    summary: question,
    parts: [
      { type: 'heading', text: say('onshift.when') },
      { type: 'text', text: question },
      ...buttonsOf(
        asked.type === 'twice'
          ? [button('onshift.first', first), button('onshift.second', second)]
          : [button('onshift.exact', second)],
      ),
    ],
  };
}

/** The button that asks for another moment that the same words may mean. @param value as typed, with the branch */
export function otherMomentButton(place: Text | string, at: InstantParam, value: string): ButtonView {
  const params = { branch: place, at };
  return {
    button: momentButton,
    label: say('onshift.exact', params),
    describe: say('onshift.exact.describe', params),
    value,
  };
}

/**
 * Says that words were not understood, and offers what was probably meant.
 *
 * @param corrected as it should have been typed; `value` asks the same on another day
 */
export function correctedCard(
  words: string,
  corrected: readonly { readonly words: string; readonly value: string }[],
): Card {
  const unclear = say('onshift.unclear', { words });
  const offer = say('onshift.corrected', { count: corrected.length });
  return {
    summary: together([unclear, offer]),
    parts: [
      { type: 'text', text: unclear },
      { type: 'text', text: offer },
      ...buttonsOf(
        corrected.map((one) => ({
          button: branchButton,
          label: say('onshift.corrected.choice', { words: one.words }),
          describe: say('onshift.corrected.describe', { words: one.words }),
          value: one.value,
        })),
      ),
    ],
  };
}

/** Says that words were not understood, with examples that work here. */
export function unclearCard(branches: Branches, words: string): Card {
  const code = branches.all()[0]?.id ?? '';
  const unclear = say('onshift.unclear', { words: words.length > 60 ? `${words.slice(0, 60)}…` : words });
  const examples = say('onshift.examples', { code });
  return {
    summary: together([unclear, examples]),
    parts: [
      { type: 'text', text: unclear },
      { type: 'text', text: examples },
    ],
  };
}

export function noBranchesCard(): Card {
  return sentenceCard(say('onshift.noBranches'));
}

function choiceLabel(branch: Branch): Text {
  const { name, city, id: code } = branch;
  return city === undefined
    ? say('onshift.choice.noCity', { name, code })
    : say('onshift.choice', { name, city, code });
}

export function factsOf(facts: Extract<CardPart, { type: 'facts' }>['facts']): readonly CardPart[] {
  return facts.length === 0 ? [] : [{ type: 'facts', facts }];
}

export function buttonsOf(buttons: readonly ButtonView[]): readonly CardPart[] {
  return buttons.length === 0 ? [] : [{ type: 'buttons', buttons }];
}
