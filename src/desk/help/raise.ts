import type { CardPart } from '../../chat/card.ts';
import type { Describe } from './describe.ts';
import { urgencyMeant } from './parse.ts';
import type { HelpRequest } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * How to make it more urgent, where the words behind the place sound as if it should be; mostly nothing.
 *
 * @param words what has just been said of it, or is only now told apart from the place
 */
export function raiseParts(
  call: HelpRequest,
  words: readonly string[],
  describe: Describe,
): readonly CardPart[] {
  const all = words.map(urgencyMeant);
  const meant = all.find((one) => one === 'emergency') ?? all.find((one) => one !== undefined);
  if (meant === undefined || call.urgency === 'emergency' || meant === call.urgency) return [];
  const params = { number: call.number, urgency: describe.urgency(meant) };
  return [
    {
      type: 'text',
      text: say('help.raise', { sent: describe.urgency(call.urgency), dial: describe.dial(call) }),
      strong: true,
    },
    {
      type: 'buttons',
      buttons: [
        {
          button: 'help.raise',
          label: say('help.button.raise', params),
          describe: say('help.button.raise.describe', params),
          record: call.id,
          value: meant,
          style: 'primary',
        },
      ],
    },
  ];
}
