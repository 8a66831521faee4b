/** @import { Act, WireAnswer } from '../wire.ts' */
/** @import { Conversation } from './conversation.js' */
/** @import { DeskProblem } from './desk.js' */
import { attempt } from './attempt.js';
import { keepUnsent } from './unsent.js';

/**
 * A form that something was sent from. While it is shown, it tells itself what went wrong.
 *
 * @typedef {{
 *   isShown: () => boolean,
 *   onAnswer: (answer: WireAnswer) => void,
 *   onProblem: (reason: DeskProblem['reason']) => void,
 * }} SentFrom
 */

/** `pressed`: the line whose button was pressed. @typedef {{ id?: string, pressed?: string, form?: SentFrom }} Known */

/**
 * What a person does: it is sent, and what did not arrive is said in the conversation and can be sent again, as the same.
 * Until it is answered it counts as unsent.
 *
 * @param {{
 *   user: string,
 *   said: () => Readonly<Record<string, string>>,
 *   conversationOf: (place: string) => Conversation,
 *   onAnswer: (place: string, id: string, answer: WireAnswer, pressed?: string) => void,
 *   onProblem: (place: string, text: string) => void,
 *   onArrived: () => void,
 * }} options `said`: what the page says itself to this person now; `onProblem`: one is said there; `onArrived`: one is no
 *   longer said, if it was
 */
export function createActs({ user, said, conversationOf, onAnswer, onProblem, onArrived }) {
  /** Lines of before the page was loaded again, with where they were said. @type {Map<string, { place: string, text: string }>} */
  const left = new Map();

  /**
   * @param {string} place
   * @param {Act['what']} what
   * @param {Known} [known]
   */
  async function act(place, what, { id = crypto.randomUUID(), ...known } = {}) {
    const { pressed, form } = known;
    const conversation = conversationOf(place);
    const isBehindForm = form?.isShown() ?? false;
    left.delete(id);
    keepUnsent(user, id, '');
    conversation.setWorking(!isBehindForm);
    await attempt(
      { id, as: user, place, what },
      {
        onAnswer(answer) {
          noProblem(conversation, id);
          if (answer.step === 'last') {
            keepUnsent(user, id, undefined);
            conversation.answered(id, answer.keptTyped);
          }
          form?.onAnswer(answer);
          onAnswer(place, id, answer, pressed);
        },
        onProblem(reason, leave) {
          const mayHelp = reason === 'lost' || reason === 'noAccess';
          if (!mayHelp || form?.isShown()) keepUnsent(user, id, undefined);
          if (form?.isShown()) {
            // Its words may be changed from then on: an answer to the old ones must not close it.
            leave();
            return form.onProblem(reason);
          }
          function again() {
            leave();
            noProblem(conversation, id);
            void act(place, what, { ...known, id });
          }
          const text = said()[problemWords[reason]] ?? '';
          conversation.problem(id, text, mayHelp ? again : undefined);
          onProblem(place, text);
        },
      },
    );
    conversation.setWorking(false);
  }

  /** @param {Conversation} conversation @param {string} id */
  function noProblem(conversation, id) {
    conversation.noProblem(id);
    onArrived();
  }

  /** Says of each that it did not arrive, with what is dialled now. */
  function sayLeft() {
    for (const [id, { place, text }] of left) {
      const conversation = conversationOf(place);
      conversation.problem(id, said()[problemWords.lost] ?? '', () => {
        noProblem(conversation, id);
        void act(place, { type: 'command', typed: text }, { id });
      });
    }
  }

  return {
    act,
    /** What was said here before the page was loaded again and had no answer can be sent again. @param {readonly string[]} places */
    restore(places) {
      for (const place of places) {
        for (const { id, text } of conversationOf(place).unanswered) left.set(id, { place, text });
      }
      sayLeft();
    },
    sayLeft,
  };
}

/** On a page that is open the key was right once. @type {Readonly<Record<DeskProblem['reason'], string>>} */
export const problemWords = {
  lost: 'notSent',
  refused: 'refused',
  gone: 'gone',
  noAccess: 'notSentRestarted',
};

/** The line of a reply, by what was done and which part of the answer it is. @param {string} act @param {WireAnswer['step']} step */
export function lineOf(act, step) {
  return `${act}:${step}`;
}

/** What was done for a reply to stand in this line. @param {string} line */
export function actOf(line) {
  return line.replace(/:(first|last)$/, '');
}
