import { z } from 'zod';
import { formLimits } from '../../chat/form.ts';
import type { What } from '../../chat/request.ts';
import { cut } from '../shared/cut.ts';
import { maybe, type TeamsActivity } from './activity.ts';
import type { Incoming } from './incoming.ts';
import { request } from './to-incoming.ts';
import { htmlToWords } from './words.ts';

const fetchBody = z.object({
  commandId: z.string().max(64),
  messagePayload: z
    .object({
      // Empty where the client cannot make one.
      linkToMessage: z
        .string()
        .max(2000)
        .regex(/^(?:https:\/\/\S+)?$/)
        .nullish(),
      // An app may write in somebody's name: then both are there.
      from: z
        .object({ user: z.object({ id: maybe }).nullish(), application: z.unknown().optional() })
        .nullish(),
      body: z.object({ content: maybe, contentType: maybe }).nullish(),
    })
    .nullish(),
});

/** An action `command.assist` is the command `assist`. */
const commandWord = /^command\.([a-z]{1,40})$/;
/** An action `message.incident` is the command `incident`, used on a message. */
const messageWord = /^message\.([a-z]{1,40})$/;

/** A message-extension action that asks for its dialog. It can be used anywhere, also where we are not. */
export function parseExtensionFetch(activity: TeamsActivity): Incoming {
  const surface = { type: 'dialog', ourChat: false, card: undefined } as const;
  const found = fetchBody.safeParse(activity.value).data;
  const words = commandWord.exec(found?.commandId ?? '')?.[1];
  if (words !== undefined) return elsewhere(activity, { type: 'command', words });
  const command = messageWord.exec(found?.commandId ?? '')?.[1];
  const message = found?.messagePayload;
  if (command === undefined || !message) return { as: 'refused', text: 'teams.unknownAction', surface };
  const { aadObjectId, id } = activity.from;
  const { linkToMessage: link, from } = message;
  // The Agents Playground names authors by the app's own id of them, Teams by Entra's.
  const isOwn = from?.user?.id !== undefined && [aadObjectId, id].includes(from.user.id) && !from.application;
  const text = isOwn ? cut(contentToWords(message.body ?? undefined), formLimits.text) : '';
  return elsewhere(activity, {
    type: 'quoted',
    command,
    ...(link ? { link } : {}),
    ...(text === '' ? {} : { text }),
  });
}

function contentToWords(
  body: { readonly content: string | undefined; readonly contentType: string | undefined } | undefined,
) {
  const { content = '', contentType } = body ?? {};
  return contentType === 'text' ? content.trim() : htmlToWords(content);
}

/** The place where it was used is not one that we share with the person alone. */
function elsewhere(activity: TeamsActivity, what: What): Incoming {
  const incoming = request(activity, what, { type: 'dialog', ourChat: false, card: undefined });
  return { ...incoming, place: { id: incoming.place?.id ?? '', private: false } };
}
