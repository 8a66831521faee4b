import type { Card, CardPart } from '../chat/card.ts';
import type { Request } from '../chat/request.ts';
import { own, type Text } from '../chat/text.ts';
import { commandButton } from './menu.ts';
import { say } from './texts.en.ts';
import { dropRoot } from './typed-words.ts';

/**
 * Stands for a form that cannot open here: a button repeats the request.
 *
 * @param opening what stands above the form's fields
 * @param typed what can be typed to do the same without it
 */
export function reopenCard(
  { what }: Request,
  { opening, typed }: { readonly opening?: Text | undefined; readonly typed?: string | undefined },
): Card {
  const label = say('desk.form.reopen.button');
  const parts: CardPart[] = [];
  if (opening !== undefined) parts.push({ type: 'text', text: opening });
  parts.push(
    { type: 'text', text: say('desk.form.reopen') },
    {
      type: 'buttons',
      buttons: [
        what.type === 'pressed'
          ? {
              button: what.button,
              label,
              style: 'primary',
              ...(what.record === undefined ? {} : { record: what.record }),
              ...(what.value === undefined ? {} : { value: what.value }),
            }
          : { button: commandButton, label, style: 'primary', value: wordsOf(what) },
      ],
    },
  );
  if (typed !== undefined)
    parts.push({ type: 'text', text: say('desk.form.reopen.typed', { typed: own(typed) }) });
  return { summary: say('desk.form.reopen'), parts };
}

/** What would be typed to ask for the same again. */
function wordsOf(what: Request['what']): string {
  if (what.type === 'command') return dropRoot(what.words);
  return what.type === 'quoted' ? `${what.command} ${what.link ?? ''}`.trimEnd() : '';
}
