import { blocksToButtons, blocksToLines, type SeenButton, shownText, textOf } from './render.ts';
import {
  isRecord,
  type Json,
  records,
  type StandInMessage,
  type StandInState,
  type StandInView,
  text,
} from './state.ts';
import { initialState, withIds } from './view-state.ts';

/** A message as this person sees it now. */
export interface SeenMessage {
  readonly channel: string;
  readonly ts: string;
  /** The notification, and what a screen reader says first. */
  readonly text: string;
  /** What stands on the screen, line by line; buttons as `[label]`. */
  readonly lines: readonly string[];
  readonly buttons: readonly SeenButton[];
  /** Whether nobody else sees it. */
  readonly ephemeral: boolean;
  readonly own: boolean;
  readonly edits: number;
}

export interface SeenForm {
  readonly title: string;
  readonly lines: readonly string[];
  /** By the label of the field. */
  readonly problems: Readonly<Record<string, string>>;
}

/** What Slack does with a form after its submission: close it, put problems beside fields, or show another view. */
export function applySubmission(state: StandInState, view: StandInView, reply: Json): void {
  if (reply.response_action === 'errors' && isRecord(reply.errors)) {
    const inputs = records(view.view.blocks).filter((block) => block.type === 'input');
    const errors = Object.fromEntries(Object.entries(reply.errors).map(([block, why]) => [block, text(why)]));
    for (const block of Object.keys(errors))
      if (!inputs.some((one) => one.block_id === block))
        throw new Error(`No input can show a problem at ${block}.`);
    state.views.set(view.id, { ...view, errors });
  } else if (reply.response_action === 'update' && isRecord(reply.view)) {
    state.views.set(view.id, {
      ...view,
      view: withIds(reply.view),
      errors: {},
      state: initialState(reply.view, view.state),
    });
  } else state.views.delete(view.id);
}

export function toSeen(message: StandInMessage, user: string): SeenMessage {
  const { channel, ts, blocks, edits } = message;
  const said = shownText(message.text);
  return {
    channel,
    ts,
    text: said,
    lines: blocks.length > 0 ? blocksToLines(blocks) : said.split('\n'),
    buttons: blocksToButtons(blocks),
    ephemeral: message.onlyFor !== undefined,
    own: message.user === user,
    edits,
  };
}

export function toSeenForm({ view, errors }: StandInView): SeenForm {
  const blocks = records(view.blocks);
  const problems = blocks
    .filter((block) => errors[text(block.block_id)] !== undefined)
    .map((block) => [textOf(block.label), errors[text(block.block_id)] ?? ''] as const);
  return { title: textOf(view.title), lines: blocksToLines(blocks), problems: Object.fromEntries(problems) };
}
