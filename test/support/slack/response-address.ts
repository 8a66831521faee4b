import {
  addMessage,
  botUser,
  changeMessage,
  deleteMessage,
  type Json,
  records,
  type StandInState,
  text,
} from './state.ts';
import { messageProblem, type Result } from './web-api.ts';

const usesAllowed = 5;

/** Makes an address for answers to one command or press, of this person in this conversation. */
export function mintResponseUrl(
  state: StandInState,
  apiUrl: string,
  where: { readonly user: string; readonly channel: string; readonly message?: string },
): string {
  const id = state.nextId('R');
  state.responses.set(id, { user: where.user, channel: where.channel, message: where.message, uses: 0 });
  return new URL(`/respond/${id}`, apiUrl).href;
}

/** An answer that arrived at such an address: a new message for this person alone, or the old one redrawn. */
export function respond(state: StandInState, id: string, args: Json): Result {
  const address = state.responses.get(id);
  if (address === undefined || address.uses >= usesAllowed) return { error: 'expired_url' };
  address.uses += 1;
  const { channel, user, message } = address;
  if (args.delete_original === true) {
    return message !== undefined && deleteMessage(state, channel, message)
      ? {}
      : { error: 'message_not_found' };
  }
  const problem = messageProblem(args, 40_000);
  if (problem !== undefined) return problem;
  const content = { text: text(args.text), blocks: records(args.blocks) };
  if (args.replace_original === true) {
    return message !== undefined && changeMessage(state, channel, message, content)
      ? {}
      : { error: 'message_not_found' };
  }
  const onlyFor = args.response_type === 'in_channel' ? {} : { onlyFor: user };
  addMessage(state, { channel, user: botUser, ...content, ...onlyFor });
  return {};
}
