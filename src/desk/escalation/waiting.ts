import type { WaitingSource } from '../../chat/waiting.ts';
import type { Store } from '../../store/store.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { mirror } from '../read-model/index.ts';
import { escalationButton } from './cards.ts';
import { createDescribe } from './describe.ts';
import { isInCharge } from './looks-after.ts';
import { type Escalation, escalationCollection } from './schema.ts';
import { say } from './texts.en.ts';

/** What waits for an answer, and what ended without one and nobody in charge has seen yet. Never shown to whom it is about. */
export async function createWaitingEscalations(
  store: Store,
  read: Pick<WhoToAsk, 'people' | 'branches'>,
): Promise<WaitingSource> {
  const describe = createDescribe(read);
  const waiting = await mirror(store, escalationCollection, () => undefined, isWaiting);

  function what(escalation: Escalation) {
    const params = {
      wants: describe.wants(escalation),
      person: describe.name(escalation.asker),
      state: describe.state(escalation),
    };
    const { deadlineAt } = escalation;
    return deadlineAt === undefined
      ? say('escalation.waiting', params)
      : say('escalation.waiting.by', { ...params, at: describe.at(escalation, deadlineAt) });
  }

  return ({ viewer, branches }) =>
    [...waiting.values()]
      .filter((escalation) => isInCharge(escalation, viewer, branches, read))
      .map((escalation) => ({
        record: { kind: 'escalation', id: escalation.id },
        number: escalation.number,
        what: what(escalation),
        since: escalation.createdAt,
        branch: escalation.branch,
        buttons: [
          escalationButton(
            escalation,
            describe,
            escalation.ended === undefined ? 'escalation.open' : 'escalation.seen',
          ),
        ],
      }));
}

function isWaiting({ ended, seen }: Escalation): boolean {
  return ended === undefined || (ended.how === 'noDecision' && seen === undefined);
}
