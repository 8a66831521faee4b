import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Command, Look } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import type { Foreseen, PolicyKind, WhoToAsk } from '../asking/index.ts';
import { branchOfCaller, parseQuestion, resolveMoment } from '../roster/index.ts';
import { whatIfCard } from './cards.ts';
import { say, whatIfTexts } from './texts.en.ts';

/** One kind of asking, and how it would go at a branch and moment (UTC ISO text). */
export interface LadderToForesee {
  readonly kind: PolicyKind;
  readonly foresee: (branch: string, at: string) => Foreseen;
}

/** `whatif`: who would be asked, found by the rules that real calls follow. */
export interface WhatIf {
  readonly commands: readonly Command<Transaction>[];
  readonly texts: typeof whatIfTexts;
  /** The answer to the words after `whatif`. */
  answer(words: string, look: Look): Card;
}

export function createWhatIf(read: WhoToAsk & { readonly ladders: readonly LadderToForesee[] }): WhatIf {
  const { branches, ladders } = read;

  function answer(words: string, look: Look): Card {
    const [example] = branches.all();
    if (example === undefined) return sentenceCard(say('whatIf.noBranches'));
    const question = parseQuestion(words, branches);
    const own = question?.where === 'own' ? branchOfCaller(look, read) : undefined;
    const named = question === undefined || typeof question.where === 'string' ? [] : question.where;
    const branch = own ?? (named.length === 1 ? named[0] : undefined);
    if (question === undefined || branch === undefined)
      return sentenceCard(say('whatIf.which', { code: example.id }));
    const when = resolveMoment(question.when, branch.timezone, look.now);
    if (when.type !== 'now' && when.type !== 'moment')
      return sentenceCard(say('whatIf.when', { code: branch.id }));
    return whatIfCard(
      read,
      branch,
      { at: when.at, isNow: when.type === 'now' },
      ladders.map(({ kind, foresee }) => ({ kind, foreseen: foresee(branch.id, when.at) })),
    );
  }

  return {
    answer,
    texts: whatIfTexts,
    commands: [
      {
        id: 'whatIf.ask',
        word: 'whatif',
        direct: false,
        summary: say('whatIf.command.summary'),
        label: say('whatIf.command.label'),
        usage: '[branch] [day] [time]',
        examples: [
          { words: 'whatif CEN', does: say('whatIf.example.now') },
          { words: 'whatif CEN sat 18:30', does: say('whatIf.example.moment') },
        ],
        plan: (words, look) => ({ do: 'answer', card: answer(words, look) }),
      },
    ],
  };
}
