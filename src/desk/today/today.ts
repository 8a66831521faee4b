import { type Card, type CardPart, sentenceCard } from '../../chat/card.ts';
import type { Button, Command, Look } from '../../chat/command.ts';
import type { Text } from '../../chat/text.ts';
import type { Waiting, WaitingSource } from '../../chat/waiting.ts';
import type { Transaction } from '../../store/store.ts';
import { minuteMs, msBetween } from '../../time.ts';
import { branchesSupervisedBy, type WhoToAsk } from '../asking/index.ts';
import { say, todayTexts } from './texts.en.ts';

/** What it works with: who answers for what, and what each subject says is waiting. */
export interface TodayReads extends WhoToAsk {
  readonly sources: readonly WaitingSource[];
}

/** `today`: what waits at the branches that somebody answers for. */
export interface Today {
  readonly commands: readonly Command<Transaction>[];
  readonly buttons: readonly Button<Transaction>[];
  readonly texts: typeof todayTexts;
}

/** More than this on one card is not read, and platforms draw about fifty parts; each takes two. */
const mostShown = 20;

export function createToday(read: TodayReads): Today {
  const { branches, people, sources } = read;
  const word = 'today';

  function card({ person, now }: Look): Card {
    const viewer = people.canonical(person);
    const own = branchesSupervisedBy(viewer, now, read);
    if (own.length === 0) return sentenceCard(say('today.notYours'));
    const all = sources
      .flatMap((source) => source({ viewer, branches: own, now }))
      .toSorted(
        (a, b) => urgencyOf(a) - urgencyOf(b) || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0),
      );
    const names = own.map(nameOf);
    const title =
      own.length > 1 && own.length === branches.all().length
        ? say('today.title.all')
        : say('today.title', { places: names });
    const zone = branches.byCode(own[0] ?? '')?.timezone ?? branches.organisation().timezone;
    const at = say('today.at', { at: { instant: now, zone, style: 'full' } });
    return {
      summary: summaryOf(all, now),
      board: word,
      parts: [
        { type: 'heading', text: title },
        ...(all.length === 0 ? [{ type: 'text' as const, text: say('today.nothing') }] : []),
        ...all.slice(0, mostShown).flatMap((one) => itemParts(one, now)),
        ...(all.length > mostShown
          ? [{ type: 'text' as const, text: say('today.more', { count: all.length - mostShown }) }]
          : []),
        {
          type: 'buttons',
          buttons: [
            {
              button: 'today.show',
              label: say('today.button.again'),
              describe: say('today.button.again.describe'),
            },
          ],
        },
        { type: 'context', text: at },
      ],
    };
  }

  function itemParts({ number, branch, since, what, buttons }: Waiting, now: string): readonly CardPart[] {
    const age = ageOf(since, now);
    const label =
      branch === null
        ? say('today.item.unknown', { number, age })
        : say('today.item', { number, branch: nameOf(branch), age });
    return [
      { type: 'facts', facts: [{ label, value: what }] },
      ...(buttons.length === 0 ? [] : [{ type: 'buttons' as const, buttons }]),
    ];
  }

  function nameOf(code: string): string {
    const branch = branches.everKnown(code);
    return branch === undefined ? code : branches.label(branch);
  }

  const answer = (look: Look) => ({ do: 'answer', card: card(look) }) as const;
  return {
    commands: [
      {
        id: 'today.show',
        word,
        direct: false,
        summary: say('today.command.summary'),
        label: say('today.command.label'),
        usage: '',
        examples: [{ words: 'today', does: say('today.example') }],
        isOnHome: (person, now) => branchesSupervisedBy(people.canonical(person), now, read).length > 0,
        plan: (_words, look) => answer(look),
      },
    ],
    buttons: [{ id: 'today.show', plan: (_press, look) => answer(look) }],
    texts: todayTexts,
  };
}

/** A call that still needs somebody is on the card, however much else has been waiting for longer. */
function urgencyOf({ urgency }: Waiting): number {
  return urgency ?? Number.MAX_SAFE_INTEGER;
}

function summaryOf(all: readonly Waiting[], now: string): Text {
  const oldest = all.toSorted((a, b) => (a.since < b.since ? -1 : 1))[0];
  return oldest === undefined
    ? say('today.summary', { count: 0 })
    : say('today.summary.oldest', {
        count: all.length,
        number: oldest.number,
        age: ageOf(oldest.since, now),
      });
}

/** In the largest unit that is full: nobody reads "3,117 minutes". */
function ageOf(since: string, now: string): Text {
  const minutes = Math.floor(msBetween(since, now) / minuteMs);
  if (minutes < 1) return say('today.age.now');
  if (minutes < 60) return say('today.age.minutes', { count: minutes });
  if (minutes < 48 * 60) return say('today.age.hours', { count: Math.floor(minutes / 60) });
  return say('today.age.days', { count: Math.floor(minutes / (24 * 60)) });
}
