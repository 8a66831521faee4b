import type { ButtonView } from '../../chat/card.ts';
import type { Describe } from './describe.ts';
import type { HelpRequest } from './schema.ts';
import { say } from './texts.en.ts';

/** A button about a call, which a screen reader reads with the call's number and place. */
export function callButton(
  call: HelpRequest,
  describe: Describe,
  id: string,
  label:
    | 'help.button.claim'
    | 'help.button.decline'
    | 'help.button.onScene'
    | 'help.button.done'
    | 'help.button.cancel'
    | 'help.button.more'
    | 'help.button.close',
  style?: ButtonView['style'],
): ButtonView {
  return {
    button: id,
    label: say(label),
    describe: say(`${label}.describe`, { number: call.number, place: describe.place(call) }),
    record: call.id,
    ...(style === undefined ? {} : { style }),
  };
}
