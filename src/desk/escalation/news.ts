import type { Card, CardPart } from '../../chat/card.ts';
import type { Outcome, PersonId, Post, RecordRef, Ring } from '../../chat/outcome.ts';
import type { Text } from '../../chat/text.ts';
import { msBetween } from '../../time.ts';
import { latestAt, type WhoToAsk } from '../asking/index.ts';
import { type EscalationButton, escalationButton } from './cards.ts';
import type { Describe } from './describe.ts';
import { whoLooksAfter } from './looks-after.ts';
import type { Changed, News } from './rules.ts';
import type { Escalation } from './schema.ts';
import { stillAsked } from './still-asked.ts';
import { say } from './texts.en.ts';

/** A deadline so near leaves no time for the usual wait before the next route. */
const soonMs = 10 * 60_000;

/**
 * Turns what happened into the cards and messages it causes. To the asker rings every answer, every step that moved on,
 * "nobody has answered" and a deadline that passed; to those asked each new ask and "no longer needed". Reasons are on
 * the cards only: no message that rings holds one.
 */
export function createNews(describe: Describe, who: Pick<WhoToAsk, 'people' | 'branches'>) {
  function ring(
    escalation: Escalation,
    to: PersonId,
    text: Text,
    { buttons = [], ...rest }: Partial<Ring> & { readonly buttons?: readonly EscalationButton[] } = {},
  ): Ring {
    const parts: CardPart[] = [{ type: 'text', text }];
    if (buttons.length > 0) {
      const views = buttons.map((id) => escalationButton(escalation, describe, id));
      parts.push({ type: 'buttons', buttons: views });
    }
    return {
      card: { summary: text, parts } satisfies Card,
      to: { person: to },
      record: ref(escalation),
      ...rest,
    };
  }

  function answerButtons({ wants }: Escalation): readonly EscalationButton[] {
    return wants === 'decision'
      ? ['escalation.yes', 'escalation.no', 'escalation.passOn']
      : ['escalation.acknowledge', 'escalation.passOn'];
  }

  function tell(
    escalation: Escalation,
    news: News,
    before: Escalation | undefined,
  ): { readonly post?: readonly Post[]; readonly ring?: readonly Ring[] } {
    const { number, asker, wants } = escalation;
    const params = { number, place: describe.place(escalation), wants: describe.wants(escalation) };
    const toAsker = (text: Text) => ({ ring: [ring(escalation, asker, text)] });
    switch (news.type) {
      case 'escalated':
        return before === undefined
          ? { post: [{ record: ref(escalation), view: 'caller', to: { person: asker } }] }
          : {};
      case 'asked': {
        const again = say('escalation.ring.again', { ...params, person: describe.name(asker) });
        return {
          post: news.people.map((person) => ({
            record: ref(escalation),
            view: 'asked',
            to: { person },
            onlyWhileOpen: true,
            urgent: isSoon(escalation),
          })),
          ring: news.again.map((person) =>
            ring(escalation, person, again, { buttons: answerButtons(escalation), onlyWhileOpen: true }),
          ),
        };
      }
      case 'movedOn': {
        const names = { number, people: describe.names(news.people) };
        const isFirst = (before?.asked ?? []).length === 0;
        const text =
          news.passedBy === undefined
            ? say(isFirst ? 'escalation.ring.movedOn.first' : 'escalation.ring.movedOn', names)
            : say('escalation.ring.passedOn', { ...names, person: describe.name(news.passedBy) });
        return { ring: [ring(escalation, asker, text, { onlyWhileOpen: true })] };
      }
      case 'nobody':
        return {
          ring: [ring(escalation, asker, describe.nobody(escalation, true), { onlyWhileOpen: true })],
        };
      case 'taken':
        return toAsker(say('escalation.ring.taken', { number, person: describe.name(news.person) }));
      case 'quiet': {
        const text = say('escalation.ring.quiet', { number, asker: describe.name(asker) });
        const buttons = answerButtons(escalation);
        return { ring: [ring(escalation, news.person, text, { buttons, onlyWhileOpen: true })] };
      }
      case 'reasonAdded':
        return toAsker(say('escalation.ring.reasonAdded', { number, person: describe.name(news.person) }));
      case 'shown':
        return { post: [{ record: ref(escalation), view: 'asked', to: { person: news.person } }] };
      case 'reminder': {
        const text = say('escalation.ring.reminder', {
          ...params,
          at: describe.at(escalation, escalation.createdAt, 'full'),
          person: describe.name(asker),
        });
        const options = { buttons: ['escalation.open'], onlyWhileOpen: true, lane: 'housekeeping' } as const;
        return {
          ring: whoLooksAfter(escalation, who).map((person) => ring(escalation, person, text, options)),
        };
      }
      case 'ended': {
        const isLate = escalation.ended?.how === 'noDecision';
        const over = say(isLate ? `escalation.ring.late.${wants}` : 'escalation.ring.over', {
          ...params,
          state: describe.state(escalation),
        });
        const others = stillAsked(escalation, who.people).filter((person) => person !== news.by);
        const told = others.map((person) => ring(escalation, person, over));
        const ended = endedText(escalation, wants);
        return { ring: ended === undefined ? told : [ring(escalation, asker, ended), ...told] };
      }
    }
  }

  /** What the asker is told at the end; nothing when the asker ended it. */
  function endedText(escalation: Escalation, wants: Escalation['wants']): Text | undefined {
    const { ended, number } = escalation;
    if (ended?.how === 'noDecision')
      return say('escalation.ring.noDecision', { number, wants, patron: describe.patron() });
    if (ended?.by === undefined || ended.how === 'withdrawn') return undefined;
    return say(`escalation.ring.${ended.how}`, { number, person: describe.name(ended.by) });
  }

  return {
    /** @param before as it was; undefined for a new one. */
    tellAll(changed: Changed, before: Escalation | undefined): Pick<Outcome, 'post' | 'ring'> {
      const told = changed.news.map((news) => tell(changed.escalation, news, before));
      return { post: told.flatMap((one) => one.post ?? []), ring: told.flatMap((one) => one.ring ?? []) };
    },
  };
}

function ref({ id }: Escalation): RecordRef {
  return { kind: 'escalation', id };
}

function isSoon(escalation: Escalation): boolean {
  const { deadlineAt } = escalation;
  return deadlineAt !== undefined && msBetween(latestAt(escalation), deadlineAt) <= soonMs;
}
