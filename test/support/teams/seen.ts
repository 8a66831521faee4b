import { adaptiveCardToText } from '../desk/adaptive-text.ts';
import { isRecord, type Json, text } from './json.ts';
import { mriOf, type StandInDialog, type StandInMessage, type StandInState, screenOf } from './state.ts';

/** A button as the person sees it. */
export interface SeenButton {
  readonly label: string;
  /** What a screen reader says instead, if anything. */
  readonly describe: string | undefined;
  readonly style: string | undefined;
  /** As it stands in the card. */
  readonly action: Json;
  /** Pressing it opens a dialog. */
  readonly opensDialog: boolean;
}

/** A message as this person sees it now. */
export interface SeenMessage {
  /** Without the thread. */
  readonly conversation: string;
  readonly id: string;
  /** What a notification shows. */
  readonly summary: string;
  /** What stands on the screen, line by line; buttons as `[label]`. */
  readonly lines: readonly string[];
  readonly buttons: readonly SeenButton[];
  readonly own: boolean;
  /** The message that it answers. */
  readonly replyTo: string | undefined;
  readonly rang: boolean;
  readonly edits: number;
}

export interface SeenForm {
  readonly title: string;
  readonly lines: readonly string[];
  readonly buttons: readonly SeenButton[];
}

export function toSeen(message: StandInMessage, user: string, state: StandInState): SeenMessage {
  const { conversation, id, summary, rang, edits } = message;
  const answered = screenOf(state, user).answered.get(`${conversation}/${id}`);
  // The answer to a press stands only until the message is redrawn for everybody.
  const card = answered?.edits === edits ? answered.card : message.card;
  const words = card === undefined ? message.text : adaptiveCardToText(card);
  return {
    conversation,
    id,
    summary,
    lines: words.split('\n'),
    buttons: card === undefined ? [] : cardToButtons(card),
    own: message.from === mriOf(user),
    replyTo: message.replyTo,
    rang,
    edits,
  };
}

export function toSeenForm({ title, card }: StandInDialog): SeenForm {
  return { title, lines: adaptiveCardToText(card).split('\n'), buttons: cardToButtons(card) };
}

/** The buttons that a current client draws; a fallback is for those that cannot. */
export function cardToButtons(part: unknown): readonly SeenButton[] {
  if (Array.isArray(part)) return part.flatMap(cardToButtons);
  if (!isRecord(part)) return [];
  if (part.type === 'Action.Execute' || part.type === 'Action.Submit') return [toButton(part)];
  return Object.values(part).flatMap(cardToButtons);
}

function toButton(action: Json): SeenButton {
  const msteams = isRecord(action.data) ? action.data.msteams : undefined;
  return {
    label: text(action.title),
    describe: text(action.tooltip) || undefined,
    style: text(action.style) || undefined,
    action,
    opensDialog: isRecord(msteams) && msteams.type === 'task/fetch',
  };
}
