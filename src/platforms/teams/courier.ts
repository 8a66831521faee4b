import { SendError } from '../platform.ts';
import { keepNewest } from '../shared/keep-newest.ts';
import { isChannel, type MessagePlace, splitAddress, type TeamsAddress } from './address.ts';
import type { Connector, OutgoingActivity } from './connector.ts';
import type { Services } from './services.ts';

/** Conversations that need not be asked for again. */
const rememberedAtMost = 20_000;

/** Takes messages to addresses of every kind. All throw a SendError, where nothing else is said. */
export interface Courier {
  /** Whether Teams answers anything for this address, be it a refusal. Never rejects. */
  isThere(to: string): Promise<boolean>;
  /** Whose address it is: they are written to in another chat when this one turns out to be none of ours. */
  belongs(address: string, user: string): void;
  /** Gives the conversation that it went into, which is a better address. */
  send(to: string, activity: OutgoingActivity): Promise<MessagePlace & { readonly serviceUrl: string }>;
  /** In place; where Teams does not let it be changed, as a reply, whose place is given: that one is changed from then on. */
  edit(address: string, message: MessagePlace, activity: OutgoingActivity): Promise<MessagePlace | undefined>;
}

/** Asked about where only the answer counts: that nobody is called so is one. */
const anybody = 'anybody';

/** Refusals that hold for a reply as well. */
const noWayIn = new Set([
  'BotNotInConversationRoster',
  'ConversationNotFound',
  'ConversationBlockedByUser',
  'BotDisabledByAdmin',
  'MessageWritesBlocked',
]);

/** @param memberOf the id that our app knows somebody by, as far as a team can tell it. Rejects with a SendError. */
export function createCourier(
  connector: Connector,
  services: Services,
  memberOf: (user: string) => Promise<string | undefined>,
): Courier {
  /** By service and member. */
  const conversations = new Map<string, string>();
  /** Entra's ids of people, by the conversation that is saved of them. */
  const owners = new Map<string, string>();
  /** Messages that were replied to because they could not be edited, without our knowing whether that arrived. */
  const inDoubt = new Map<string, true>();

  function serviceOf({ serviceUrl }: TeamsAddress): string {
    if (serviceUrl !== undefined) {
      services.recall(serviceUrl);
      return serviceUrl;
    }
    const service = services.current();
    // Known as soon as anybody on Teams does anything.
    if (service === undefined) throw new SendError('later', 'no_service_address');
    return service;
  }

  async function conversationOf(to: TeamsAddress, serviceUrl: string): Promise<string> {
    if ('conversation' in to) return to.conversation;
    const key = `${to.member} ${serviceUrl}`;
    const known = conversations.get(key);
    if (known !== undefined) return known;
    const opened = await harmless(connector.openPersonal(serviceUrl, to.member));
    keepNewest(conversations, key, opened, rememberedAtMost);
    return opened;
  }

  /** The chat with the same person that is ours; undefined when there is no other. */
  async function otherChat(conversation: string, serviceUrl: string): Promise<string | undefined> {
    const user = owners.get(conversation);
    if (user === undefined) return undefined;
    const other = (await openAs(user, serviceUrl)) ?? (await openInTeam(user, serviceUrl));
    return other === conversation ? undefined : other;
  }

  async function openAs(member: string, serviceUrl: string): Promise<string | undefined> {
    try {
      return await conversationOf({ member, serviceUrl }, serviceUrl);
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      return undefined;
    }
  }

  /** By Entra's id nobody is found who has not installed the app. */
  async function openInTeam(user: string, serviceUrl: string): Promise<string | undefined> {
    const member = await harmless(memberOf(user));
    return member === undefined ? undefined : openAs(member, serviceUrl);
  }

  return {
    async isThere(to) {
      try {
        const address = splitAddress(to);
        const place = 'conversation' in address ? address.conversation : address.member;
        await connector.member(serviceOf(address), place, anybody);
        return true;
      } catch (thrown) {
        // A refusal is an answer.
        return isRefusal(thrown);
      }
    },
    belongs(address, user) {
      const to = splitAddress(address);
      if ('conversation' in to) keepNewest(owners, to.conversation, user, rememberedAtMost);
    },
    async send(to, activity) {
      const address = splitAddress(to);
      const serviceUrl = serviceOf(address);
      const conversation = await conversationOf(address, serviceUrl);
      if (isChannel(conversation) && !conversation.includes(';')) {
        const thread = await connector.startThread(serviceUrl, conversation, activity);
        return { conversation: thread.conversation, activity: thread.message, serviceUrl };
      }
      try {
        const message = await connector.send(serviceUrl, conversation, activity);
        return { conversation, activity: message, serviceUrl };
      } catch (thrown) {
        // A chat belongs to the bot: another app in its place has others.
        const other = isRefusal(thrown) ? await otherChat(conversation, serviceUrl) : undefined;
        if (other === undefined) throw thrown;
        const message = await connector.send(serviceUrl, other, activity);
        return { conversation: other, activity: message, serviceUrl };
      }
    },
    async edit(address, message, activity) {
      const serviceUrl = serviceOf(splitAddress(address));
      const { conversation } = message;
      try {
        await connector.edit(serviceUrl, conversation, message.activity, activity);
        return undefined;
      } catch (thrown) {
        if (!isRefusal(thrown) || noWayIn.has(thrown.reason)) throw thrown;
        const reply = await replyOnce(serviceUrl, message, activity);
        return { conversation, activity: reply };
      }
    },
  };

  /** A card that stays as it was does less harm than one more of it at every try. */
  async function replyOnce(
    serviceUrl: string,
    to: MessagePlace,
    activity: OutgoingActivity,
  ): Promise<string> {
    try {
      const reply = await connector.send(serviceUrl, to.conversation, activity, to.activity);
      inDoubt.delete(to.activity);
      return reply;
    } catch (thrown) {
      if (!(thrown instanceof SendError) || thrown.failure !== 'unknown') throw thrown;
      if (inDoubt.has(to.activity)) throw new SendError('never', thrown.reason, { cause: thrown });
      keepNewest(inDoubt, to.activity, true, rememberedAtMost);
      throw thrown;
    }
  }
}

function isRefusal(thrown: unknown): thrown is SendError {
  return thrown instanceof SendError && thrown.failure === 'never';
}

/** Nothing is said by it, and whoever asks again gets the same: that it may have been taken is no doubt. */
async function harmless<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (thrown) {
    if (!(thrown instanceof SendError) || thrown.failure !== 'unknown') throw thrown;
    throw new SendError('later', thrown.reason, { cause: thrown });
  }
}
