import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Words } from '../../chat/words.ts';
import {
  cardToAdaptiveCard,
  formToAdaptiveCard,
  type Host,
  type OpensDialog,
} from '../adaptive-card/index.ts';
import type { DrawFor } from '../platform.ts';
import { cut } from '../shared/cut.ts';
import type { OutgoingActivity } from './connector.ts';
import { say } from './texts.en.ts';

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** What opens in front of everything, in answer to an invoke. */
export interface DialogBody {
  readonly task: {
    readonly type: 'continue';
    readonly value: {
      readonly title: string;
      readonly width: 'medium';
      readonly height: 'small' | 'medium' | 'large';
      readonly card: { readonly contentType: typeof cardType; readonly content: unknown };
    };
  };
}

/** Characters. It counts beside the card, and no notification shows more. */
const longestSummary = 500;

/** Forms with more fields than this are taller than a dialog of medium height. */
const mediumFields = 4;

/** The one way in which this platform draws. */
export interface Drawing {
  /** A card as a message. The summary is the only text of the message: text beside a card would be sent apart. */
  message(card: Card, drawFor: DrawFor): OutgoingActivity;
  card(card: Card, drawFor: DrawFor): unknown;
  /** Without buttons, which do not work there. */
  cardDialog(card: Card, drawFor: DrawFor): DialogBody;
  formDialog(form: FormView, drawFor: DrawFor): DialogBody;
}

/** @param zone of moments that are asked for, where the reader's is not known */
export function createDrawing(words: Words, opensDialog: OpensDialog, zone: () => string): Drawing {
  // On phones, Teams shows one line of a row of buttons and no sign that there are more.
  const host: Host = { opensDialog, cutsRows: true };

  function dialog(title: string, height: 'small' | 'medium' | 'large', content: unknown): DialogBody {
    const value = { title, width: 'medium', height, card: { contentType: cardType, content } } as const;
    return { task: { type: 'continue', value } };
  }

  return {
    message(card, drawFor) {
      const content = cardToAdaptiveCard(drawFor.repeat ? markRepeat(card) : card, words, drawFor, host);
      const text = drawFor.repeat ? say('teams.repeat', { summary: card.summary }) : card.summary;
      const summary = cut(words.draw(text, drawFor), longestSummary);
      return { type: 'message', summary, attachments: [{ contentType: cardType, content }] };
    },
    card: (card, drawFor) => cardToAdaptiveCard(card, words, drawFor, host),
    cardDialog(card, drawFor) {
      const parts = card.parts.filter((part) => part.type !== 'buttons');
      const content = cardToAdaptiveCard({ ...card, parts }, words, drawFor);
      return dialog(words.draw(say('teams.title'), drawFor), 'medium', content);
    },
    formDialog(form, drawFor) {
      const known = drawFor.zone ?? zone();
      const card = formToAdaptiveCard(form, words, { ...drawFor, zone: known });
      // Comes back with what is sent, so that times are read as they were shown.
      const actions = (card.actions ?? []).map((action) =>
        action.type === 'Action.Submit' ? { ...action, data: { ...action.data, zone: known } } : action,
      );
      const height = form.fields.length > mediumFields ? 'large' : 'medium';
      return dialog(words.draw(form.title, drawFor), height, { ...card, actions });
    },
  };
}

/** In the chat itself, where two cards would look like two calls. */
function markRepeat(card: Card): Card {
  return { ...card, parts: [...card.parts, { type: 'context', text: say('teams.repeatLine') }] };
}
