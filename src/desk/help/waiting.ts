import type { Text } from '../../chat/text.ts';
import type { WaitingSource } from '../../chat/waiting.ts';
import type { Store } from '../../store/store.ts';
import type { WhoToAsk } from '../asking/index.ts';
import { mirror } from '../read-model/index.ts';
import { callButton } from './call-button.ts';
import { isEnough } from './coming.ts';
import { createDescribe } from './describe.ts';
import { mayClose } from './may-close.ts';
import { type HelpRequest, helpCollection, isWaiting, since, urgencies } from './schema.ts';
import { say } from './texts.en.ts';

/** The calls that nobody has ended. */
export async function createWaitingCalls(store: Store, who: WhoToAsk): Promise<WaitingSource> {
  const describe = createDescribe(who);
  const open = await mirror(store, helpCollection, () => undefined, isWaiting);

  function whatOf(call: HelpRequest): Text {
    const missed = describe.missed(call);
    const state = describe.state(call);
    if (missed !== undefined) return say('help.waiting.checkIn', { missed, state });
    return say('help.waiting', {
      urgency: describe.urgency(call.urgency),
      place: describe.place(call),
      person: describe.name(call.caller),
      state,
    });
  }

  return ({ branches, viewer, now }) =>
    [...open.values()]
      // Nobody answers for a branch that was taken out of the list: its calls are for whoever may close them.
      .filter(
        (call) => call.branch === null || branches.includes(call.branch) || mayClose(call, viewer, now, who),
      )
      .map((call) => ({
        record: { kind: 'help', id: call.id },
        number: call.number,
        what: whatOf(call),
        since: since(call),
        ...(isEnough(call) ? {} : { urgency: urgencies.length - 1 - urgencies.indexOf(call.urgency) }),
        branch: call.branch,
        buttons: [
          callButton(call, describe, 'help.claim', 'help.button.claim'),
          // A form that would be refused once its reason is written is not offered.
          ...(mayClose(call, viewer, now, who)
            ? [callButton(call, describe, 'help.close', 'help.button.close')]
            : []),
        ],
      }));
}
