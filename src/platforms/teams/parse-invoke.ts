import { z } from 'zod';
import { parseSubmission } from '../adaptive-card/index.ts';
import { isOurChat, type TeamsActivity } from './activity.ts';
import type { Incoming } from './incoming.ts';
import { pressedCard, pressIncoming, request } from './to-incoming.ts';

const withAction = z.object({ action: z.object({ data: z.unknown().optional() }) });
const withData = z.object({ data: z.unknown().optional() });
const withZone = z.object({ zone: z.string().max(100) });

/** A press on `Action.Execute`. */
export function parsePressInvoke(activity: TeamsActivity): Incoming {
  const data = withAction.safeParse(activity.value).data?.action.data;
  const surface = { type: 'press', shared: !isOurChat(activity), card: pressedCard(activity) } as const;
  return pressIncoming(activity, data, surface);
}

/** A press on a button that opens a dialog. */
export function parseDialogFetch(activity: TeamsActivity): Incoming {
  const data = withData.safeParse(activity.value).data?.data;
  const surface = { type: 'dialog', ourChat: isOurChat(activity), card: pressedCard(activity) } as const;
  return pressIncoming(activity, data, surface);
}

/** A form that was sent from a dialog. */
export function parseSubmit(activity: TeamsActivity): Incoming {
  const data = withData.safeParse(activity.value).data?.data;
  const ourChat = isOurChat(activity);
  try {
    // The zone only says how the times in the form are meant; one that does not exist is as good as none.
    const zone = zoneOf(withZone.safeParse(data).data?.zone);
    const submission = parseSubmission(data, zone);
    const { instance } = submission;
    return request(activity, { type: 'submitted', ...submission }, { type: 'submission', ourChat, instance });
  } catch {
    return {
      as: 'refused',
      text: 'teams.unknownForm',
      surface: { type: 'dialog', ourChat, card: undefined },
    };
  }
}

function zoneOf(name: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
