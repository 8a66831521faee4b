import type { ButtonView, Card, CardPart } from '../../chat/card.ts';
import type { PersonId, View } from '../../chat/outcome.ts';
import type { InstantParam, Text } from '../../chat/text.ts';
import { minuteMs } from '../../time.ts';
import type { Branches } from '../branches/index.ts';
import type { People } from '../people/index.ts';
import type { Question, Stretch } from './schema.ts';
import { loneSettingsOf } from './settings.ts';
import { say } from './texts.en.ts';

/** The read models that put names to ids. */
export interface LoneNames {
  readonly people: People;
  readonly branches: Branches;
}

/** What a stretch and its questions have in common. */
type Where = Pick<Stretch, 'branch' | 'person' | 'until'>;

/** How a stretch looks to the person who is alone, and to nobody else. */
export function createLoneCards({ people, branches }: LoneNames) {
  const branchOf = ({ branch }: Where) => branches.everKnown(branch);

  function placeOf(where: Where): string {
    const branch = branchOf(where);
    return branch === undefined ? where.branch : branches.label(branch);
  }

  /** In the zone of the branch. */
  function at(where: Where, instant: string): InstantParam {
    return {
      instant,
      zone: branchOf(where)?.timezone ?? branches.organisation().timezone,
      style: 'time',
    };
  }

  const dial = (where: Where) => branches.dialText(branchOf(where));

  const params = (where: Where) => ({ branch: placeOf(where), until: at(where, where.until) });

  function isTheirs({ person }: Where, viewer: PersonId | undefined): boolean {
    return viewer !== undefined && people.canonical(viewer) === people.canonical(person);
  }

  function fine(where: Where, record: string, isAsked: boolean): ButtonView {
    return {
      button: 'lone.fine',
      label: say('lone.button.fine'),
      describe: say('lone.button.fine.describe', { branch: placeOf(where) }),
      record,
      ...(isAsked ? { style: 'primary' as const } : {}),
    };
  }

  /** @param record the id of the stretch */
  function buttons(where: Where, record: string, isAsked: boolean): CardPart {
    const branch = placeOf(where);
    return {
      type: 'buttons',
      buttons: [
        fine(where, record, isAsked),
        {
          button: 'lone.help',
          label: say('lone.button.help'),
          describe: say('lone.button.help.describe', { branch }),
          record,
          // Their time alone may be over when it is pressed, on a card or Home that nobody has redrawn since.
          value: where.branch,
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

  /** A question in the messages that ask it: how it stands, and the buttons while it is asked. */
  function drawQuestion(question: Question, view: View, viewer: PersonId | undefined): Card | undefined {
    if (view !== 'asked' || !isTheirs(question, viewer)) return undefined;
    const { stretch, askedAt, dueAt, isAgain = false, call, closed } = question;
    const heading: CardPart = { type: 'text', text: say('lone.ask'), strong: true };
    if (closed?.what === 'over' && call !== undefined) {
      const text = say('lone.ask.missed', { at: at(question, askedAt), number: call });
      // Whether anybody still looks is not known here, and it is an answer at any time.
      const pressed: CardPart = { type: 'buttons', buttons: [fine(question, stretch, false)] };
      return { summary: text, tone: 'plain', parts: [heading, { type: 'text', text }, pressed] };
    }
    if (closed !== undefined) {
      const text =
        closed.what === 'answered'
          ? say('lone.ask.answered', { at: at(question, closed.at) })
          : say('lone.ask.over');
      return { summary: text, tone: 'over', parts: [heading, { type: 'text', text }] };
    }
    const pressed = buttons(question, stretch, true);
    if (call !== undefined) {
      const text = say('lone.missed', { at: at(question, askedAt), number: call });
      return { summary: text, tone: 'urgent', parts: [heading, { type: 'text', text }, pressed] };
    }
    const by = { at: at(question, dueAt) };
    const text = say(isAgain ? 'lone.again.by' : 'lone.ask.by', by);
    return {
      summary: isAgain ? say('lone.again.summary', by) : say('lone.ask.summary', params(question)),
      tone: 'urgent',
      parts: [heading, { type: 'text', text }, pressed],
    };
  }

  /** What stands in the card and on the Home, buttons last. */
  function bodyOf(stretch: Stretch): readonly CardPart[] {
    const { question, missed } = stretch;
    const pressed = buttons(stretch, stretch.id, question !== undefined || missed !== undefined);
    const alone: CardPart = { type: 'text', text: say('lone.alone', params(stretch)) };
    if (question !== undefined) {
      const by = { at: at(stretch, question.dueAt) };
      return [
        { type: 'text', text: say('lone.ask'), strong: true },
        alone,
        { type: 'text', text: say(question.againAt === undefined ? 'lone.ask.by' : 'lone.again.by', by) },
        pressed,
      ];
    }
    if (missed !== undefined) {
      const text = say('lone.missed', { at: at(stretch, missed.askedAt), number: missed.call });
      return [{ type: 'text', text, strong: true }, alone, pressed];
    }
    return [alone, { type: 'text', text: nextText(stretch) }, pressed];
  }

  function draw(stretch: Stretch, view: View, viewer: PersonId | undefined): Card | undefined {
    if (view !== 'asked' || !isTheirs(stretch, viewer)) return undefined;
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
    return stretch.nextAt < stretch.until
      ? say('lone.thanks.next', { ...params(stretch), at: at(stretch, stretch.nextAt) })
      : say('lone.thanks.last', params(stretch));
  }

  return { draw, drawQuestion, bodyOf, thanks, params, dial };
}

export type LoneCards = ReturnType<typeof createLoneCards>;
