import type { Text } from '../../chat/text.ts';
import type { WaitingSource } from '../../chat/waiting.ts';
import type { Store } from '../../store/store.ts';
import { mirror } from '../read-model/index.ts';
import { createDescribe, type Names } from './describe.ts';
import { type HelpRequest, helpCollection, isWaiting } from './schema.ts';
import { say } from './texts.en.ts';

/** The calls that nobody has ended. */
export async function createWaitingCalls(store: Store, names: Names): Promise<WaitingSource> {
  const describe = createDescribe(names);
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

  return ({ branches }) =>
    [...open.values()]
      .filter(({ branch }) => branch === null || branches.includes(branch))
      .map((call) => {
        const params = { number: call.number, place: describe.place(call) };
        return {
          record: { kind: 'help', id: call.id },
          number: call.number,
          what: whatOf(call),
          since: call.createdAt,
          branch: call.branch,
          buttons: (['help.claim', 'help.close'] as const).map((button) => {
            const label = button === 'help.claim' ? 'help.button.claim' : 'help.button.close';
            return { button, label: say(label), describe: say(`${label}.describe`, params), record: call.id };
          }),
        };
      });
}
