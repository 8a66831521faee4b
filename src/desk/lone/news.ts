import { sentenceCard } from '../../chat/card.ts';
import type { Audience, Outcome, PersonId, RecordRef } from '../../chat/outcome.ts';
import { fallbackPeople, supervisorsOf, type WhoToAsk } from '../asking/index.ts';
import type { LoneCards } from './cards.ts';
import { questionId } from './questions.ts';
import type { LoneChanged } from './rules.ts';
import type { Stretch } from './schema.ts';
import { say } from './texts.en.ts';

/** Turns what happened into messages. Nobody but the person hears that they were asked, or that they answered. */
export function createLoneNews(cards: LoneCards, who: WhoToAsk) {
  return function tell({ stretch, news }: LoneChanged, now: string): Outcome {
    const record: RecordRef = { kind: 'lone', id: stretch.id };
    const to = { person: stretch.person };
    switch (news) {
      case 'began':
        return { post: [{ record, view: 'asked', to, onlyWhileOpen: true }] };
      case 'ask':
        // The card again while nothing reaches the person: only of that is it told when it does not arrive.
        return stretch.unreachedAt === undefined
          ? { post: [{ record: asked(stretch), view: 'asked', to, onlyWhileOpen: true, urgent: true }] }
          : { post: [{ record, view: 'asked', to, onlyWhileOpen: true, urgent: true }] };
      case 'unreached': {
        const text = say('lone.ring.unreached', {
          ...cards.params(stretch),
          person: who.people.name(stretch.person),
        });
        return {
          ring: inCharge(stretch, now).map((audience) => ({
            card: sentenceCard(text),
            to: audience,
            record,
            onlyWhileOpen: true,
            urgent: true,
          })),
        };
      }
      default:
        return {};
    }
  };

  /** The question as a message of its own, because an edit of the card rings nobody. */
  function asked(stretch: Stretch): RecordRef {
    return { kind: 'loneQuestion', id: questionId(stretch, stretch.question?.askedAt ?? stretch.nextAt) };
  }

  /**
   * Who can phone: the branch's supervisors, else whoever leads. Where there is neither, the administrators' channel, and
   * whoever coordinates, else any supervisor, else the fallback person. Never whoever is alone.
   */
  function inCharge({ branch, person }: LoneChanged['stretch'], now: string): readonly Audience[] {
    const { people } = who;
    const never = [person];
    const isOther = (one: PersonId) => people.canonical(one) !== people.canonical(person);
    const firstOf = (...groups: readonly (readonly PersonId[])[]) =>
      groups.map((group) => group.filter(isOther)).find((group) => group.length > 0) ?? [];
    const first = firstOf(supervisorsOf(branch, now, who, never), people.withRole('director'));
    if (first.length > 0) return first.map((one) => ({ person: one }));
    const others = firstOf(
      people.withRole('coordinator'),
      people.withRole('supervisor'),
      fallbackPeople({ branch, never }, who).map((one) => one.person),
    );
    return [...others.map((one) => ({ person: one })), { administrators: true }];
  }
}
