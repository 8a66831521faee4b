import { errorFields } from '../shared/log.ts';
import type { RequestIncoming } from './incoming.ts';
import { actorOf, incomingToRequest, type Tools } from './tools.ts';

/** Teams tells of one installation twice, by two kinds of activity. */
const oneWelcomeMs = 60_000;
const rememberedWelcomes = 2000;

/** Shows Home on the first contact, or takes note where nothing is said in answer. Never rejects. */
export async function takeVisit(
  tools: Tools,
  incoming: RequestIncoming,
  surface: { readonly type: 'welcome' | 'quiet' },
): Promise<void> {
  const { outlet, people, desk, log, welcomes, clock } = tools;
  const { activity } = incoming;
  try {
    const contact = people.contactOf(activity);
    const { id } = activity.conversation;
    const before = welcomes.get(id);
    const isRepeat = before !== undefined && clock.elapsedMs() - before < oneWelcomeMs;
    if (surface.type === 'welcome') {
      welcomes.delete(id);
      welcomes.set(id, clock.elapsedMs());
      const [oldest] = welcomes.keys();
      if (welcomes.size > rememberedWelcomes && oldest !== undefined) welcomes.delete(oldest);
    }
    const actor = await actorOf(tools, incoming);
    const { first, last } = desk.handle(incomingToRequest(incoming, actor, contact, false));
    const card = (await last).reply ?? first?.reply;
    if (surface.type === 'welcome' && !isRepeat && card !== undefined) await outlet.direct(activity, card);
  } catch (thrown) {
    log.error(errorFields(thrown), 'A visit could not be dealt with.');
  }
}
