import type { Fact } from '../../chat/card.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { deputy } from './deputy.ts';
import type { Describe } from './describe.ts';
import { askNext } from './rules.ts';
import { dueOf, type Escalation } from './schema.ts';
import { toAnswer } from './still-asked.ts';
import { say } from './texts.en.ts';

/** Only what is really due, and only what the asker learns from it. */
export function next(escalation: Escalation, read: WhoToAsk, describe: Describe): readonly Fact[] {
  const due = reallyDue(escalation, read);
  if (due === undefined || due.what === 'reminder') return [];
  const label = say('escalation.fact.next');
  const at = describe.at(escalation, due.at);
  switch (due.what) {
    case 'fallback': {
      const person = deputy(escalation, read);
      return person === undefined
        ? []
        : [{ label, value: say('escalation.next.fallback', { person: describe.name(person), at }) }];
    }
    case 'quiet': {
      const person = toAnswer(escalation, read.people);
      const value =
        person === undefined
          ? say('escalation.next.quiet.more', { at })
          : say('escalation.next.quiet.ask', { person: describe.name(person), at });
      return [{ label, value }];
    }
    default:
      return [{ label, value: say(`escalation.next.${due.what}`, { at }) }];
  }
}

/** By the rules themselves: a step that finds nobody at its moment is skipped, and so may all that are left be. */
function reallyDue(escalation: Escalation, read: WhoToAsk): ReturnType<typeof dueOf> {
  const due = dueOf(escalation);
  // Whoever acknowledged is asked for the answer once; then the next step comes.
  const isStep =
    due?.what === 'step' || (due?.what === 'quiet' && toAnswer(escalation, read.people) === undefined);
  if (due === undefined || !isStep) return due;
  const then = askNext(escalation, due.at, read);
  if (then.news.some(({ type }) => type === 'asked')) return due;
  return then.escalation.next?.what === 'last' ? dueOf(then.escalation) : { what: 'last', at: due.at };
}
