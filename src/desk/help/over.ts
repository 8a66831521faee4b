import type { Card } from '../../chat/card.ts';
import type { Branch } from '../branches/index.ts';
import type { HelpDesk } from './help-desk.ts';
import type { HelpRequest, Urgency } from './schema.ts';
import { say } from './texts.en.ts';

/** What is typed to call at a branch, or wherever its caller is. */
export function wordsToCall(urgency: Urgency, branch?: Pick<Branch, 'id'>): string {
  const words = urgency === 'assist' ? 'assist' : `assist ${urgency}`;
  return branch === undefined ? words : `${words} ${branch.id}`;
}

/**
 * The answer to a caller who asks for more help by a button of a call that is over: whoever ended it may have meant
 * something else. That there is nothing left to do would be wrong, for nobody is asked by it any more.
 */
export function overCard(
  desk: Pick<HelpDesk, 'branches' | 'describe'>,
  call: HelpRequest,
  wanted: { readonly urgency: Urgency; readonly branch?: Branch | undefined },
): Card {
  const { branches, describe } = desk;
  const branch = wanted.branch ?? branches.byCode(call.branch ?? '');
  const dial = wanted.branch === undefined ? describe.dial(call) : branches.dialText(branch);
  const text = say('help.press.over.again', {
    number: call.number,
    state: describe.state(call),
    words: wordsToCall(wanted.urgency, branch),
  });
  return {
    summary: text,
    parts: [
      { type: 'text', text, strong: true },
      { type: 'text', text: say('help.dial', { dial }) },
    ],
  };
}
