import { keepNewest } from '../shared/keep-newest.ts';
import type { RequestIncoming } from './incoming.ts';
import { incomingToRequest, type Tools } from './tools.ts';

/** Teams tells of one installation twice, by two kinds of activity. */
const oneWelcomeMs = 60_000;
const rememberedWelcomes = 20_000;

/**
 * The first contact: saves how the person can be reached, without asking Teams who it is, and shows them Home when they
 * have been looked up. At a later one, `met`, nothing is shown. Never rejects.
 */
export async function takeVisit(tools: Tools, incoming: RequestIncoming): Promise<void> {
  const { outlet, people, desk, welcomes, arrivals, clock } = tools;
  const { activity } = incoming;
  const { id } = activity.conversation;
  const before = welcomes.get(id);
  keepNewest(welcomes, id, clock.elapsedMs(), rememberedWelcomes);
  await people.meet(activity);
  if (incoming.what.type === 'met') return;
  if (before !== undefined && clock.elapsedMs() - before < oneWelcomeMs) return;
  arrivals.add(async () => {
    const actor = people.known(activity) ?? (await people.lookUp(activity, 'patiently'));
    const contact = people.contactOf(activity);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, false));
    const card = (await last).reply ?? first?.reply;
    if (card !== undefined) await outlet.direct(activity, card);
  });
}
