import type { Card } from '../../chat/card.ts';
import type { FormView } from '../../chat/form.ts';
import type { Text } from '../../chat/text.ts';
import type { Words } from '../../chat/words.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../shared/log.ts';
import { isOurChat, type TeamsActivity } from './activity.ts';
import { joinAddress, joinMessageId, splitMessageId } from './address.ts';
import type { Connector } from './connector.ts';
import type { Courier } from './courier.ts';
import type { Drawing } from './drawing.ts';
import { type KeptForms, keptFormButton } from './kept-forms.ts';
import { userOf } from './member-to-person.ts';
import type { People } from './people.ts';
import { toSendError } from './send-error.ts';
import { say } from './texts.en.ts';
import { tryAgain } from './try-again.ts';

/** What answers a person is worth that much waiting when Teams is too busy or away; later it only confuses. */
const replyForMs = 10 * 60_000;
/** From here on nobody takes it for something that was said just now. */
const lateMs = 60_000;

/** The ways in which an answer leaves, each in the language of whoever did the activity. None of them rejects. */
export interface Outlet {
  words(text: Text, to: TeamsActivity): string;
  card(card: Card, to: TeamsActivity): unknown;
  cardDialog(card: Card, to: TeamsActivity): object;
  formDialog(form: FormView, to: TeamsActivity): object;
  /**
   * Into the chat with the person; false when they have none with us. Says that it is late, or may be a repeat.
   *
   * @param saidMs when it was said, on the clock that never jumps; now, unless told
   */
  direct(to: TeamsActivity, card: Card, saidMs?: number): Promise<boolean>;
  /** One line where everybody reads it, as a reply to what was written. */
  line(to: TeamsActivity, text: Text): Promise<void>;
  /** A card with a button that opens this form, for a place where it cannot be shown at once. */
  formCard(form: FormView, to: TeamsActivity): Card;
  /** Puts a card in place of a message of ours. Gives the message that it is now; undefined when Teams did not take it. */
  redraw(message: string, card: Card, to: TeamsActivity): Promise<string | undefined>;
}

export function createOutlet(options: {
  readonly words: Words;
  readonly people: Pick<People, 'readerOf'>;
  readonly connector: Connector;
  readonly courier: Courier;
  readonly drawing: Drawing;
  readonly keptForms: KeptForms;
  readonly clock: Clock;
  readonly log: Log;
}): Outlet {
  const { words, people, connector, courier, drawing, keptForms, clock, log } = options;
  const person = ({ from }: TeamsActivity) => userOf(from.aadObjectId, from.id);
  const reader = (to: TeamsActivity) => people.readerOf(person(to));

  /** @param repeats what may have arrived. False when it failed for good. */
  async function attempt(
    what: string,
    call: (inDoubt: boolean) => Promise<unknown>,
    repeats: 'once' | 'never',
  ): Promise<boolean> {
    try {
      await tryAgain(call, { clock, forMs: replyForMs, repeats });
      return true;
    } catch (thrown) {
      log.warn({ reason: toSendError(thrown).reason }, `Teams did not take ${what}.`);
      return false;
    }
  }

  return {
    words: (text, to) => words.draw(text, reader(to)),
    card: (card, to) => drawing.card(card, reader(to)),
    cardDialog: (card, to) => drawing.cardDialog(card, reader(to)),
    formDialog(form, to) {
      keptForms.keep(person(to), form);
      return drawing.formDialog(form, reader(to));
    },
    direct(to, card, saidMs = clock.elapsedMs()) {
      const { serviceUrl, conversation, from } = to;
      const address = isOurChat(to)
        ? joinAddress({ conversation: conversation.id, serviceUrl })
        : joinAddress({ member: from.id, serviceUrl });
      const send = (inDoubt: boolean) => {
        const shown = markLate(card, clock.elapsedMs() - saidMs);
        return courier.send(address, drawing.message(shown, { ...reader(to), repeat: inDoubt }));
      };
      return attempt('a reply', send, 'once');
    },
    async line(to, text) {
      const { serviceUrl, conversation, id } = to;
      const activity = { type: 'message', text: words.draw(text, reader(to)) } as const;
      const reply = () => connector.send(serviceUrl, conversation.id, activity, id ?? undefined);
      await attempt('a line', reply, 'never');
    },
    formCard(form, to) {
      const text = form.notice ?? form.opening ?? say('teams.form', { title: form.title });
      const value = keptForms.keep(person(to), form);
      return {
        summary: say('teams.form', { title: form.title }),
        parts: [
          { type: 'text', text },
          {
            type: 'buttons',
            buttons: [{ button: keptFormButton, label: say('teams.form.open'), value, style: 'primary' }],
          },
        ],
      };
    },
    async redraw(message, card, to) {
      const place = splitMessageId(message);
      if (place === undefined) return undefined;
      const address = joinAddress({ conversation: place.conversation, serviceUrl: to.serviceUrl });
      let current = place;
      const edit = async () => {
        current = (await courier.edit(address, place, drawing.message(card, reader(to)))) ?? place;
      };
      const isDrawn = await attempt('a redrawn card', edit, 'never');
      return isDrawn ? joinMessageId(current) : undefined;
    },
  };
}

function markLate(card: Card, ms: number): Card {
  if (ms < lateMs) return card;
  const text = say('teams.late', { minutes: Math.round(ms / 60_000) });
  return { ...card, parts: [...card.parts, { type: 'context', text }] };
}
