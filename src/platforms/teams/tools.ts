import type { Card } from '../../chat/card.ts';
import type { Answer } from '../../chat/outcome.ts';
import type { Actor, Request } from '../../chat/request.ts';
import type { Clock } from '../../clock.ts';
import type { DeskPort } from '../platform.ts';
import type { Log } from '../shared/log.ts';
import type { Recent } from '../shared/recent.ts';
import type { Arrivals } from './arrivals.ts';
import type { Directory } from './directory.ts';
import type { InvokeAnswer } from './door.ts';
import type { FormButtons } from './form-buttons.ts';
import type { RequestIncoming } from './incoming.ts';
import type { KeptForms } from './kept-forms.ts';
import type { Outlet } from './outlet.ts';
import type { People } from './people.ts';

/** What answering needs, made once at the start. */
export interface Tools {
  readonly desk: DeskPort;
  readonly clock: Clock;
  readonly log: Log;
  readonly people: People;
  readonly outlet: Outlet;
  readonly directory: Directory;
  readonly keptForms: KeptForms;
  readonly formButtons: FormButtons;
  readonly arrivals: Arrivals;
  /** When each conversation was welcomed last, in elapsed milliseconds. */
  readonly welcomes: Map<string, number>;
  /** What is delivered again gets the same answer, and nothing else. */
  readonly taken: Recent<Promise<InvokeAnswer | undefined>>;
  /** What goes on after the answer to an invoke; a stop waits for it. */
  readonly after: (work: () => Promise<unknown>) => void;
}

/** What is not there after two seconds is announced, and follows. */
export const answerWithinMs = 2000;

/** Who does it, asked of Teams where it is not known. */
export async function actorOf(tools: Tools, { activity }: RequestIncoming): Promise<Actor> {
  return tools.people.known(activity) ?? (await tools.people.lookUp(activity));
}

/** Puts the pressed card, as it looks now, into its message for everybody who reads there. */
export async function redrawPressed(
  { desk, outlet }: Tools,
  { activity }: RequestIncoming,
  card: string | undefined,
  redrawn: Answer['redrawn'],
): Promise<void> {
  if (redrawn === undefined || card === undefined) return;
  const message = await outlet.redraw(card, redrawn.card, activity);
  if (message === undefined) return;
  desk.drawn(redrawn.posting, redrawn.revision, message === card ? undefined : message);
}

/** Puts an answer in place of the one whose button was pressed; false when it has to be said as a new message. */
export async function replacePressed(
  { outlet }: Tools,
  { activity }: RequestIncoming,
  card: string | undefined,
  reply: Card,
): Promise<boolean> {
  return card !== undefined && (await outlet.redraw(card, reply, activity)) !== undefined;
}

/** Whoever is no member is told only why not and what to dial, which anybody may read. Some of them have no chat with us. */
export function isStranger({ standing }: Actor): boolean {
  return standing !== 'member' && standing !== 'unverified';
}

export function incomingToRequest(
  incoming: RequestIncoming,
  actor: Actor,
  contact: string | undefined,
  canOpenForm: boolean,
): Request {
  const { key, edited, what, place, activity } = incoming;
  return {
    key,
    actor,
    canOpenForm,
    what,
    ...(edited === undefined ? {} : { edited }),
    ...(activity.locale === undefined ? {} : { locale: activity.locale }),
    ...(place === undefined ? {} : { place }),
    ...(contact === undefined ? {} : { contact }),
  };
}
