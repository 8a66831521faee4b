import { type Card, sentenceCard } from '../../chat/card.ts';
import type { Command, Look } from '../../chat/command.ts';
import type { Transaction } from '../../store/store.ts';
import type { Foreseen, PolicyKind, WhoToAsk } from '../asking/index.ts';
import { type Branch, parsePlace } from '../branches/index.ts';
import { branchOfCaller, parseQuestion, resolveMoment } from '../roster/index.ts';
import { type WhatIfReads, whatIfCard } from './cards.ts';
import { say, whatIfTexts } from './texts.en.ts';

/** One kind of asking, and how it would go at a branch, in one of its zones when it is said, and at a moment (UTC ISO text). */
export interface LadderToForesee {
  readonly kind: PolicyKind;
  /** Undefined where it cannot come to that. */
  readonly foresee: (branch: string, at: string, zone: string | null) => Foreseen | undefined;
}

/** `whatif`: who would be asked, found by the rules that real calls follow. */
export interface WhatIf {
  readonly commands: readonly Command<Transaction>[];
  readonly texts: typeof whatIfTexts;
  /** The answer to the words after `whatif`. */
  answer(words: string, look: Look): Card;
}

export function createWhatIf(
  read: WhoToAsk & WhatIfReads & { readonly ladders: readonly LadderToForesee[] },
): WhatIf {
  const { branches, ladders } = read;

  function answer(words: string, look: Look): Card {
    const [example] = branches.all();
    if (example === undefined) return sentenceCard(say('whatIf.noBranches'));
    const caller = branchOfCaller(look, read);
    const { zone, rest } = readZone(words, caller);
    const question = parseQuestion(rest, branches);
    const own = question?.where === 'own' ? caller : undefined;
    const named = question === undefined || typeof question.where === 'string' ? [] : question.where;
    const branch = own ?? (named.length === 1 ? named[0] : undefined);
    if (question === undefined || branch === undefined)
      return sentenceCard(say('whatIf.which', { code: example.id }));
    const when = resolveMoment(question.when, branch.timezone, look.now);
    if (when.type !== 'now' && when.type !== 'moment')
      return sentenceCard(say('whatIf.when', { code: branch.id }));
    return whatIfCard(
      read,
      { branch, zone },
      { at: when.at, isNow: when.type === 'now' },
      ladders.flatMap(({ kind, foresee }) => {
        const foreseen = foresee(branch.id, when.at, zone);
        return foreseen === undefined ? [] : [{ kind, foreseen }];
      }),
    );
  }

  /** A zone after the code of its branch, or alone where the branch is the caller's own. */
  function readZone(
    words: string,
    own: Branch | undefined,
  ): { readonly zone: string | null; readonly rest: string } {
    const { branch, zone, rest } = parsePlace(words, own, branches);
    return branch === undefined || zone === undefined
      ? { zone: null, rest: words }
      : { zone, rest: `${branch.id} ${rest}` };
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
        usage: '[branch] [zone] [day] [time]',
        examples: [
          { words: 'whatif CEN', does: say('whatIf.example.now') },
          { words: 'whatif CEN sat 18:30', does: say('whatIf.example.moment') },
        ],
        plan: (words, look) => ({ do: 'answer', card: answer(words, look) }),
      },
    ],
  };
}
