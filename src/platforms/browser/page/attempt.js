/** @import { Act, WireAnswer } from '../wire.ts' */
import { DeskProblem, send } from './desk.js';

/**
 * Sends what somebody did. A desk that is silent has perhaps not taken it: that is told as a problem, and an answer that
 * comes after all is still taken.
 *
 * @param {Act} act
 * @param {{
 *   onAnswer: (answer: WireAnswer) => void,
 *   onProblem: (reason: DeskProblem['reason'], leave: () => void) => void,
 * }} listener `leave`: nothing more is told of this attempt, because the same is sent again
 * @returns {Promise<void>} once it is answered, or a problem has been told
 */
export function attempt(act, { onAnswer, onProblem }) {
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const { signal } = leaving;
  return new Promise((resolve) => {
    /** @param {unknown} problem */
    function fail(problem) {
      if (!signal.aborted) onProblem(problem instanceof DeskProblem ? problem.reason : 'lost', leave);
      resolve();
    }
    send(act, { onAnswer, onSilent: () => fail(new DeskProblem('lost')), signal }).then(resolve, fail);
  });
}
