import type { Card, CardPart } from '../chat/card.ts';
import type { Request } from '../chat/request.ts';
import type { Text } from '../chat/text.ts';
import { commandButton } from './menu.ts';
import { say } from './texts.en.ts';
import { dropRoot } from './typed-words.ts';

/**
 * Stands for a form that cannot open here: a button repeats the request.
 *
 * @param opening what stands above the form's fields
 * @param inWords what can be typed to do the same without it
 */
export function reopenCard(
  { what }: Request,
  { opening, inWords }: { readonly opening?: Text | undefined; readonly inWords?: string | undefined },
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
  if (inWords !== undefined)
    parts.push({ type: 'text', text: say('desk.form.reopen.typed', { words: inWords }) });
  return { summary: say('desk.form.reopen'), parts };
}

/** What would be typed to ask for the same again. */
function wordsOf(what: Request['what']): string {
  if (what.type === 'command') return dropRoot(what.words);
  return what.type === 'quoted' ? `${what.command} ${what.link ?? ''}`.trimEnd() : '';
}
