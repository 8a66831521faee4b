import type { Card } from '../../chat/card.ts';
import type { Look } from '../../chat/command.ts';
import type { Branch } from '../branches/index.ts';
import type { Describe } from './describe.ts';
import type { HelpReads } from './help-desk.ts';
import { runningCall } from './running.ts';
import type { HelpRequest } from './schema.ts';
import { say } from './texts.en.ts';

/**
 * What to dial where somebody is. Where no branch is known for what they say, that of the open call to which their words
 * would be added.
 *
 * @param branch the one that they name, else that of their shift or channel
 */
export function dialFor(
  {
    branches,
    ownCalls,
    describe,
  }: Pick<HelpReads, 'branches' | 'ownCalls'> & { readonly describe: Describe },
  { person, now }: Pick<Look, 'person' | 'now'>,
  branch: Branch | undefined,
): string {
  const running = branch === undefined ? runningCall(ownCalls(person), null, now) : undefined;
  return running === undefined ? branches.dialText(branch) : describe.dial(running);
}

/** The first word of an emergency. */
export function dialCard(dial: string): Card {
  return {
    summary: say('help.dial.summary', { dial }),
    tone: 'urgent',
    parts: [
      { type: 'heading', text: say('help.dial.first', { dial }) },
      { type: 'text', text: say('help.dial.then') },
    ],
    dial,
  };
}

/**
 * The reply to a caller, with what to dial at their call on top, where something else was said first: an emergency's
 * building may be known only now.
 *
 * @param said what they have read that they are to dial
 */
export function withDial(reply: Card, call: HelpRequest, said: string, describe: Describe): Card {
  const dial = describe.dial(call);
  if (call.urgency !== 'emergency' || dial === said) return reply;
  return {
    ...reply,
    parts: [{ type: 'text', text: say('help.dial', { dial }), strong: true }, ...reply.parts],
  };
}
