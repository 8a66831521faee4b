import { randomUUID } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Words } from '../../chat/words.ts';
import type { DrawFor, PlainMessage } from '../platform.ts';

/** What mail programs still show of a subject; the text has all of it. */
const subjectLimit = 200;

/** A message as plain text, from the desk to one person. Names in it cannot begin a line or a header of their own. */
export function messageToMail(
  { summary, more, at }: PlainMessage,
  { from, to }: { readonly from: string; readonly to: string },
  words: Words,
  draw: DrawFor,
): SendMailOptions {
  const lines = [summary, ...more].map((text) => toOneLine(words.draw(text, draw)));
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    from: { name: 'Deskbell', address: from },
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    subject: shorten(lines[0] ?? ''),
    text: `${lines.join('\n\n')}\n`,
    date: new Date(at),
    // The same when it is sent again, so that mail programs can show it once.
    messageId: `<${draw.marker ?? randomUUID()}@${domain}>`,
    // Absence notes would come back to an address that nobody reads.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

function toOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function shorten(line: string): string {
  const characters = [...line];
  return characters.length <= subjectLimit ? line : `${characters.slice(0, subjectLimit - 1).join('')}…`;
}
