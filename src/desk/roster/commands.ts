import type { Card } from '../../chat/card.ts';
import type { Button, Command, Look } from '../../chat/command.ts';
import type { Catalogue } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import type { Branch } from '../branches/index.ts';
import { allCard } from './all-card.ts';
import { besideOf } from './beside.ts';
import { branchOfCaller } from './branch-of-caller.ts';
import {
  allButton,
  branchButton,
  branchCard,
  correctedCard,
  momentButton,
  noBranchesCard,
  unclearCard,
  whichBranchCard,
  whichTimeCard,
} from './cards.ts';
import { type Moment, momentToWords, resolveMoment } from './moment.ts';
import type { RosterReads } from './phrases.ts';
import { correctTime, guessQuestion, parseQuestion, type Question } from './question.ts';
import { en, say } from './texts.en.ts';

/** `onshift`: who is on shift, answered from memory. Buttons hold the words of the question that they ask. */
export function createOnShift(read: RosterReads): {
  readonly commands: readonly Command<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly texts: Catalogue;
} {
  const { branches, people } = read;

  function answer(words: string, look: Look): Card {
    const all = branches.all();
    if (all.length === 0) return noBranchesCard();
    const question = parseQuestion(words, branches);
    if (question === undefined) return notUnderstood(words, look.now);
    const { where, place, when } = question;
    if (where === 'all') return atAll(when, look.now);
    const own = where === 'own' ? ownBranch(look) : undefined;
    const choices = where === 'own' ? (own === undefined ? all : [own]) : where;
    const [only] = choices;
    if (only !== undefined && choices.length === 1) return atBranch(only, when, look.now);
    const typed = where === 'own' ? undefined : ({ words: place, fit: 'several' } as const);
    return whichBranchCard(choices, wordsOf(when, look.now), typed);
  }

  /** What was nearly typed is offered, never taken: an answer about another branch or day would be believed. */
  function notUnderstood(words: string, now: string): Card {
    const guess = guessQuestion(words, branches);
    if (guess !== undefined) {
      return whichBranchCard(guess.where, wordsOf(guess.when, now), { words: guess.place, fit: 'near' });
    }
    const corrected = correctTime(words, branches);
    return corrected.length === 0
      ? unclearCard(branches, words.trim())
      : correctedCard(
          words.trim(),
          corrected.map((one) => ({ words: one.words, value: wordsToAsk(one.question, now) })),
        );
  }

  /** The words that ask the same on another day. */
  function wordsToAsk({ where, place, when }: Question, now: string): string {
    const [only, second] = typeof where === 'string' ? [] : where;
    const branch = second === undefined ? only : undefined;
    return `${branch?.id ?? place} ${wordsOf(when, now)(branch)}`.trim();
  }

  function wordsOf(when: Moment, now: string): (branch: Branch | undefined) => string {
    return (branch) => momentToWords(when, branch?.timezone ?? commonZone(), now);
  }

  /** That of the shift or the channel, else the home branch. */
  function ownBranch(look: Look): Branch | undefined {
    return branchOfCaller(look, read) ?? branches.byCode(people.staff(look.person)?.branches[0] ?? '');
  }

  function atBranch(branch: Branch, when: Moment, now: string): Card {
    const zone = branch.timezone;
    const resolved = resolveMoment(when, zone, now);
    if (resolved.type === 'skipped' || resolved.type === 'twice') {
      return whichTimeCard(resolved, branches.label(branch), branch.id, zone);
    }
    const { remarks, buttons } = besideOf(
      when,
      { place: branches.label(branch), code: branch.id, zone },
      now,
    );
    const others = branches.all().length > 1 ? [allButton(momentToWords(when, zone, now))] : [];
    return branchCard(read, branch, resolved, { remarks, buttons: [...buttons, ...others] });
  }

  function atAll(when: Moment, now: string): Card {
    const zone = commonZone();
    const resolved = resolveMoment(when, zone, now);
    const place = say('onshift.allBranches');
    return resolved.type === 'skipped' || resolved.type === 'twice'
      ? whichTimeCard(resolved, place, 'all', zone)
      : allCard(read, resolved, zone, besideOf(when, { place, code: 'all', zone }, now));
  }

  /** The zone of all branches; the organisation's when they differ. */
  function commonZone(): string {
    const zones = new Set(branches.all().map((branch) => branch.timezone));
    const [zone] = zones;
    return zone !== undefined && zones.size === 1 ? zone : branches.organisation().timezone;
  }

  const ask = (words: string, look: Look) => ({ do: 'answer', card: answer(words, look) }) as const;
  const press: Button<Transaction>['plan'] = ({ value = '' }, look) => ask(value, look);
  return {
    commands: [
      {
        id: 'onshift.ask',
        word: 'onshift',
        direct: true,
        summary: say('onshift.about'),
        usage: '[branch|all] [day] [time]',
        examples: [
          { words: 'onshift', does: say('onshift.example.own') },
          { words: 'onshift all', does: say('onshift.example.all') },
          { words: 'onshift CEN', does: say('onshift.example.branch') },
          { words: 'onshift tonight', does: say('onshift.example.part') },
          { words: 'onshift sat 18:30', does: say('onshift.example.moment') },
        ],
        label: say('onshift.label'),
        plan: ask,
      },
    ],
    buttons: [
      { id: branchButton, plan: press },
      { id: momentButton, plan: press },
    ],
    texts: en,
  };
}
