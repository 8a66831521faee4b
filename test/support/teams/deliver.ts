import { answeredCards, cardProblems, dialogProblems } from './check-card.ts';
import { isRecord, text } from './json.ts';
import type { StandInState } from './state.ts';

/** As long as Teams waits before it tells the person that it failed. */
const answerWithinMs = 15_000;

export interface Delivered {
  readonly status: number;
  /** Parsed when it is JSON, else the text; undefined when there is none. */
  readonly body: unknown;
}

/**
 * Posts an activity to the desk as the Bot Framework does, and checks the cards in the answer.
 *
 * @throws Error when there is no answer in time.
 */
export async function deliver(
  address: string,
  activity: unknown,
  authorization: string | undefined,
  state: StandInState,
): Promise<Delivered> {
  const response = await fetch(new URL('/api/messages', address), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
    body: JSON.stringify(activity),
    signal: AbortSignal.timeout(answerWithinMs),
  });
  const said = await response.text();
  const body = said === '' ? undefined : parse(said);
  const where = isRecord(activity) ? text(activity.name) || text(activity.type) : '';
  for (const { card, dialog } of answeredCards(body)) {
    const problems = dialog ? dialogProblems(card) : cardProblems(card);
    if (problems.length > 0) state.invalidCards.push({ where, problems, card });
  }
  return { status: response.status, body };
}

function parse(said: string): unknown {
  try {
    return JSON.parse(said) as unknown;
  } catch {
    return said;
  }
}
