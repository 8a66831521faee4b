import type { ButtonView, Card, CardPart } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import type { InstantParam, Text } from '../../chat/text.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { Stretch } from './schema.ts';
import { loneSettingsOf } from './settings.ts';
import { say } from './texts.en.ts';

/** The read models that put names to ids. */
export interface LoneNames {
  readonly people: People;
  readonly branches: Branches;
}

const minuteMs = 60_000;

/** How a stretch looks to the person who is alone, and to nobody else. */
export function createLoneCards({ people, branches }: LoneNames) {
  const branchOf = (stretch: Stretch) => branches.byCode(stretch.branch);

  function placeOf(stretch: Stretch): string {
    const branch = branchOf(stretch);
    return branch === undefined ? stretch.branch : branches.label(branch);
  }

  /** In the zone of the branch. */
  function at(stretch: Stretch, instant: string): InstantParam {
    return {
      instant,
      zone: branchOf(stretch)?.timezone ?? branches.organisation().timezone,
      style: 'time',
    };
  }

  const params = (stretch: Stretch) => ({ branch: placeOf(stretch), until: at(stretch, stretch.until) });

  function buttons(stretch: Stretch): CardPart {
    const branch = placeOf(stretch);
    const isAsked = stretch.question !== undefined || stretch.missed !== undefined;
    const fine: ButtonView = {
      button: 'lone.fine',
      label: say('lone.button.fine'),
      describe: say('lone.button.fine.describe', { branch }),
      record: stretch.id,
      ...(isAsked ? { style: 'primary' as const } : {}),
    };
    return {
      type: 'buttons',
      buttons: [
        fine,
        {
          button: 'lone.help',
          label: say('lone.button.help'),
          describe: say('lone.button.help.describe', { branch }),
          record: stretch.id,
          style: 'danger',
        },
      ],
    };
  }

  /** When the next check-in is, if there is one before the end. */
  function nextText(stretch: Stretch): Text {
    return stretch.nextAt < stretch.until
      ? say('lone.next', { at: at(stretch, stretch.nextAt) })
      : say('lone.next.none', params(stretch));
  }

  /** The question as a message of its own, because an edit of the card rings nobody. It stays as it is. */
  function askCard(stretch: Stretch): Card {
    const { question } = stretch;
    const by = at(stretch, question?.dueAt ?? stretch.nextAt);
    const again = question?.againAt !== undefined;
    return {
      summary: again ? say('lone.again.summary', { at: by }) : say('lone.ask.summary', params(stretch)),
      tone: 'urgent',
      parts: [
        { type: 'text', text: say('lone.ask'), strong: true },
        { type: 'text', text: say(again ? 'lone.again.by' : 'lone.ask.by', { at: by }) },
        buttons(stretch),
      ],
    };
  }

  /** What stands in the card and on the Home, buttons last. */
  function bodyOf(stretch: Stretch): readonly CardPart[] {
    const { question, missed } = stretch;
    const alone: CardPart = { type: 'text', text: say('lone.alone', params(stretch)) };
    if (question !== undefined) {
      const by = { at: at(stretch, question.dueAt) };
      return [
        { type: 'text', text: say('lone.ask'), strong: true },
        alone,
        { type: 'text', text: say(question.againAt === undefined ? 'lone.ask.by' : 'lone.again.by', by) },
        buttons(stretch),
      ];
    }
    if (missed !== undefined) {
      const text = say('lone.missed', { at: at(stretch, missed.askedAt), number: missed.call });
      return [{ type: 'text', text, strong: true }, alone, buttons(stretch)];
    }
    return [alone, { type: 'text', text: nextText(stretch) }, buttons(stretch)];
  }

  function draw(stretch: Stretch, view: View, viewer: PersonId | undefined): Card | undefined {
    const isTheirs = viewer !== undefined && people.canonical(viewer) === people.canonical(stretch.person);
    if (view !== 'asked' || !isTheirs) return undefined;
    const heading: CardPart = { type: 'heading', text: say('lone.heading', params(stretch)) };
    if (stretch.state === 'over') {
      const text = say('lone.over', params(stretch));
      return {
        summary: say('lone.over.summary', params(stretch)),
        tone: 'over',
        parts: [heading, { type: 'text', text }],
      };
    }
    const isAsked = stretch.question !== undefined || stretch.missed !== undefined;
    return {
      summary: say(isAsked ? 'lone.ask.summary' : 'lone.alone', params(stretch)),
      tone: isAsked ? 'urgent' : 'plain',
      parts: [heading, ...bodyOf(stretch), ...howItGoes(stretch)],
    };
  }

  function howItGoes(stretch: Stretch): readonly CardPart[] {
    const branch = branchOf(stretch);
    const settings = branch && loneSettingsOf(branch, branches.organisation());
    if (settings === undefined) return [];
    return [{ type: 'context', text: say('lone.how', { every: settings.everyMs / minuteMs }) }];
  }

  /** What is said to somebody who has answered. */
  function thanks(stretch: Stretch): Text {
    if (stretch.state === 'over') return say('lone.thanks.over', params(stretch));
    return stretch.nextAt < stretch.until
      ? say('lone.thanks.next', { ...params(stretch), at: at(stretch, stretch.nextAt) })
      : say('lone.thanks.last', params(stretch));
  }

  return { draw, askCard, bodyOf, thanks, params };
}

export type LoneCards = ReturnType<typeof createLoneCards>;
