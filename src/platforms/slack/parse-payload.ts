import { compile, z } from 'zod';
import { type Incoming, ignored, type ParseContext } from './incoming.ts';
import { parseCommand } from './parse-command.ts';
import { parseEvent } from './parse-event.ts';
import { isInModal, parseModalPress } from './parse-modal-press.ts';
import { parsePress } from './parse-press.ts';
import { parseMessageShortcut, parseShortcut } from './parse-shortcut.ts';
import { unreadable } from './parse-unreadable.ts';
import { parseOptions, parseSubmission } from './parse-view.ts';

type Body = Readonly<Record<string, unknown>>;
type Parser = (body: Body, context: ParseContext) => Incoming;

/** Every kind of payload that Slack sends to an app like this one. */
const parsers: Readonly<Record<string, Parser>> = {
  command: parseCommand,
  event_callback: parseEvent,
  block_actions: (body, context) => (isInModal(body) ? parseModalPress(body, context) : parsePress(body)),
  shortcut: parseShortcut,
  message_action: parseMessageShortcut,
  view_submission: parseSubmission,
  block_suggestion: parseOptions,
  view_closed: () => ignored,
};

const kind = compile(z.object({ type: z.unknown().optional(), command: z.unknown().optional() }));

/** Reads a payload. Never throws: what cannot be read is refused with a sentence, or ignored where nobody waits. */
export function parsePayload(body: Body, context: ParseContext): Incoming {
  const { type, command } = kind.safeParse(body).data ?? {};
  const name = command === undefined ? type : 'command';
  const parser = typeof name === 'string' && Object.hasOwn(parsers, name) ? parsers[name] : undefined;
  if (parser !== undefined) return parser(body, context);
  const odd = unreadable(body, 'press');
  // Slack gives the address for an answer only where a person waits for one.
  return odd.responseUrl === undefined ? ignored : odd;
}
