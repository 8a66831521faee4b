import { type Text, textsOf } from '../../chat/text.ts';
import type { Words } from '../../chat/words.ts';
import type { DrawFor } from '../platform.ts';
import { cut, firstOf } from '../shared/cut.ts';
import type { RichTextJson, Spacing, TextRunJson, TextStyle } from './json.ts';
import { en } from './texts.en.ts';

export const say = textsOf(en);

/** Draws Texts as plain strings and as text elements, for one reader and within one length. */
export interface Pen {
  /** The zone of moments that are filled in; UTC where the reader's is not known. */
  readonly zone: string;
  plain(text: Text): string;
  /** With an ellipsis where it is longer. */
  short(text: Text): string;
  rich(
    text: Text,
    style?: TextStyle,
    place?: { readonly id?: string; readonly spacing?: Spacing },
  ): RichTextJson;
}

/** `longest` is in characters (UTF-16 units); what is left out is said. */
export function createPen(words: Words, drawFor: DrawFor, longest = Number.POSITIVE_INFINITY): Pen {
  const reader = { locale: drawFor.locale, ...(drawFor.zone === undefined ? {} : { zone: drawFor.zone }) };

  function plain(text: Text): string {
    return words.draw(text, reader);
  }

  return {
    zone: drawFor.zone ?? 'UTC',
    plain,
    short: (text) => cut(plain(text), longest),
    rich(text, style = {}, place = {}) {
      const whole = plain(text);
      const shown = firstOf(whole, longest);
      const inlines = stringToRuns(shown, style);
      if (shown !== whole) {
        inlines.push({ type: 'TextRun', text: ` … ${plain(say('adaptive.shortened'))}`, italic: true });
      }
      return { type: 'RichTextBlock', ...place, inlines };
    },
  };
}

/**
 * Text runs that show the string as it is. A renderer replaces `{{DATE(…)}}` and `{{TIME(…)}}` within one run, so the
 * braces are put into two.
 */
function stringToRuns(shown: string, style: TextStyle): TextRunJson[] {
  return shown
    .split(/(?<=\{)(?=\{(?:DATE|TIME)\()/)
    .map((text) => ({ type: 'TextRun' as const, text, ...style }));
}
