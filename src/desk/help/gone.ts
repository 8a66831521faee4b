import type { Card } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { HelpDesk } from './help-desk.ts';
import { say } from './texts.en.ts';

/**
 * What is said of a call that no record tells of, as after a restore from a backup that is older than the call: its
 * card looks open, and whoever reads it may wait or be on the way.
 */
export function goneCard(desk: Pick<HelpDesk, 'dialFor'>, look: Look): Card {
  const text = say('help.press.gone');
  return {
    summary: text,
    parts: [
      { type: 'text', text, strong: true },
      { type: 'text', text: say('help.dial', { dial: desk.dialFor(look) }) },
    ],
  };
}
