import { type Card, type CardPart, sentenceCard } from '../../chat/card.ts';
import type { Button, Command, Look, Plan } from '../../chat/command.ts';
import type { Text } from '../../chat/text.ts';
import type { Transaction } from '../../store/store.ts';
import { branchOfCaller } from '../roster/index.ts';
import type { LoneDesk } from './lone-desk.ts';
import type { OpenStretches } from './open-stretches.ts';
import { say } from './texts.en.ts';

/** `checkin`: "I'm all right", asked or not, and what comes next. */
export function createCheckIn(desk: LoneDesk): Command<Transaction> {
  return {
    id: 'lone.checkIn',
    word: 'checkin',
    direct: false,
    summary: say('lone.command.summary'),
    label: say('lone.command.label'),
    usage: '',
    examples: [{ words: 'checkin', does: say('lone.example') }],
    // The Home of somebody who is alone has the button already.
    isOnHome: () => false,
    plan: (_words, look) => allRight(desk, look),
  };
}

export function createLoneButtons(desk: LoneDesk, open: OpenStretches): readonly Button<Transaction>[] {
  return [
    { id: 'lone.fine', openToUnverified: true, plan: (_press, look) => allRight(desk, look) },
    {
      id: 'lone.help',
      openToUnverified: true,
      plan(press, look) {
        // Where the card was is where they are, if it is theirs; a call is made whatever has become of the card.
        const own = open.of(look.person);
        const place = own.find(({ id }) => id === press.record)?.branch ?? press.value ?? own[0]?.branch;
        const branch =
          desk.branches.byCode(place ?? '') ?? branchOfCaller({ person: look.person, now: look.now }, desk);
        const work = desk.calls.callNow(branch, look);
        return {
          ...work,
          do: 'run',
          async run(tx) {
            await desk.calling(tx, look.person, look.now);
            return work.run(tx);
          },
        };
      },
    },
  ];
}

function allRight(desk: LoneDesk, look: Look): Plan<Transaction> {
  return {
    do: 'run',
    async run(tx) {
      const { stretches, ended, goesOn, outcome } = await desk.allRight(tx, look.person, look.now);
      const reply = thanksCard(stretches.map(desk.cards.thanks), ended);
      return { ...outcome, reply: { ...reply, parts: [...reply.parts, ...goesOn] } };
    },
  };
}

function thanksCard(thanks: readonly Text[], ended: readonly string[]): Card {
  const texts = [...thanks, ...(ended.length > 0 ? [say('lone.thanks.ended', { numbers: [...ended] })] : [])];
  const [first] = texts;
  if (first === undefined) return sentenceCard(say('lone.notAlone'));
  return { summary: first, parts: texts.map((text): CardPart => ({ type: 'text', text })) };
}
