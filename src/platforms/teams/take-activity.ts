import { sentenceCard } from '../../chat/card.ts';
import type { Text } from '../../chat/text.ts';
import type { TeamsActivity } from './activity.ts';
import type { InvokeAnswer } from './door.ts';
import type { Incoming, RequestIncoming, Surface } from './incoming.ts';
import { keptFormButton } from './kept-forms.ts';
import { parseActivity } from './parse-activity.ts';
import { takeDialog } from './take-dialog.ts';
import { takeMessage } from './take-message.ts';
import { messageAnswer, takePress } from './take-press.ts';
import { takeSubmission } from './take-submission.ts';
import { takeVisit } from './take-visit.ts';
import { say, type teamsTexts } from './texts.en.ts';
import type { Tools } from './tools.ts';

/** Deals with any activity that Teams sends. Never rejects. */
export async function takeActivity(tools: Tools, activity: TeamsActivity): Promise<InvokeAnswer | undefined> {
  const incoming = parseActivity(activity);
  switch (incoming.as) {
    case 'request':
      return tools.taken.of(incoming.delivery ?? incoming.key, () => takeRequest(tools, incoming)).made;
    case 'kept':
      return openKept(tools, incoming, activity);
    case 'people':
      return takePeople(tools, activity, incoming);
    case 'refused':
      return refuse(tools, incoming.text, incoming.surface, activity);
    case 'ignored':
      return undefined;
    default:
      return incoming satisfies never;
  }
}

async function takeRequest(tools: Tools, incoming: RequestIncoming): Promise<InvokeAnswer | undefined> {
  const { surface, what } = incoming;
  const instead = what.type === 'pressed' ? tools.formButtons.instead(what) : undefined;
  if (instead !== undefined) return tell(tools, instead, surface, incoming.activity);
  switch (surface.type) {
    case 'message':
      await takeMessage(tools, incoming, surface);
      return undefined;
    case 'press':
      return takePress(tools, incoming, surface);
    case 'dialog':
      return takeDialog(tools, incoming, surface);
    case 'submission':
      return takeSubmission(tools, incoming, surface);
    case 'welcome':
      await takeVisit(tools, incoming);
      return undefined;
    default:
      return surface satisfies never;
  }
}

/** A team or chat took us in, or somebody joined one that we are in. */
async function takePeople(
  { people, directory, arrivals, after }: Tools,
  activity: TeamsActivity,
  { everybody, members }: Extract<Incoming, { readonly as: 'people' }>,
): Promise<undefined> {
  if (everybody) {
    after(() => directory.met(activity));
    return;
  }
  // Without Entra's id nobody can tell yet who it is.
  const named = members.filter(({ aadObjectId }) => aadObjectId !== undefined);
  await Promise.all(named.map((member) => people.meet(activity, member)));
  for (const { id } of members) arrivals.add(() => directory.joined(activity, id));
}

/** A form that waits for its person. */
async function openKept(
  tools: Tools,
  { id, surface }: Extract<Incoming, { readonly as: 'kept' }>,
  activity: TeamsActivity,
): Promise<InvokeAnswer | undefined> {
  const { outlet, keptForms, people, formButtons } = tools;
  const user = people.userOf(activity);
  const form = keptForms.find(id, user);
  const instead = formButtons.instead({ button: keptFormButton });
  if (instead !== undefined) return tell(tools, instead, surface, activity);
  if (form === undefined || surface.type !== 'dialog') {
    return refuse(tools, 'teams.otherForm', surface, activity);
  }
  return { status: 200, body: outlet.formDialog(form, activity) };
}

/** A sentence instead of Teams' own error, wherever one can be shown. */
async function refuse(
  tools: Tools,
  text: keyof typeof teamsTexts,
  surface: Surface,
  activity: TeamsActivity,
): Promise<InvokeAnswer | undefined> {
  tools.log.warn({ surface: surface.type }, 'Teams sent something that is not in use or cannot be read.');
  return tell(tools, say(text), surface, activity);
}

/** One sentence, in the answer itself wherever that can show one. */
async function tell(
  { outlet }: Tools,
  text: Text,
  surface: Surface,
  activity: TeamsActivity,
): Promise<InvokeAnswer | undefined> {
  const card = sentenceCard(text);
  if (surface.type === 'press') return messageAnswer(outlet.words(text, activity));
  if (surface.type === 'dialog' || surface.type === 'submission') {
    return { status: 200, body: outlet.cardDialog(card, activity) };
  }
  await outlet.direct(activity, card);
  return undefined;
}
