import type { Card, CardPart } from '../chat/card.ts';
import type { Outcome, RecordRef, Ring } from '../chat/outcome.ts';
import type { Text } from '../chat/text.ts';
import type { AnyCollection, Stored, Transaction } from '../store/store.ts';
import type { AnyKind, Unsaved } from './ports.ts';
import { say } from './texts.en.ts';

/** A message of due work that could not be saved. */
export interface RingOrAsk extends Unsaved {
  /** The ring that need not be sent any more once this has reached somebody; undefined where it has more to give. */
  readonly ring: string | undefined;
}

/**
 * What due work has to tell people although it cannot be saved: its messages and the cards of those who are asked,
 * without buttons, because no press can be saved either. A channel's card asks nobody and waits.
 *
 * @param tx in which the work was done: the records are as it has left them.
 */
export async function outcomeToUnsaved(
  tx: Transaction,
  { post = [], ring = [] }: Outcome,
  kinds: ReadonlyMap<string, AnyKind>,
): Promise<readonly RingOrAsk[]> {
  const messages: RingOrAsk[] = [];
  for (const { to, view, record } of post) {
    if (!('person' in to) || view !== 'asked') continue;
    const about = await read(record);
    const card = about?.kind.draw(about.record, view, to.person);
    if (card === undefined || about === undefined) continue;
    const besides = about.kind.whileUnsaved?.(about.record);
    messages.push({ to, card: unsavedCard(card, about.dial, besides), ring: undefined });
  }
  for (const one of ring) {
    const about = one.record === undefined ? undefined : await read(one.record);
    const isWhole = one.card.parts.every(({ type }) => type !== 'buttons');
    messages.push({
      to: one.to,
      card: unsavedCard(one.card, about?.dial),
      ring: isWhole ? ringKey(one) : undefined,
    });
  }
  return messages;

  async function read({ kind: name, id }: RecordRef) {
    const kind = kinds.get(name);
    const record = kind && (await tx.get<Stored>(kind.collection as AnyCollection, id));
    return record && { kind, record, dial: kind.dial?.(record) };
  }
}

/** By which a ring is known again. */
export function ringKey({ to, card }: Pick<Ring, 'to' | 'card'>): string {
  return JSON.stringify([to, card]);
}

/** Says that nothing is recorded and, unless the card itself does, what to dial. */
function unsavedCard(card: Card, dial: string | undefined, besides?: Text): Card {
  const parts = card.parts.filter(({ type }) => type !== 'buttons');
  const saysDial = dial === undefined || JSON.stringify(card).includes(JSON.stringify(dial));
  const text = saysDial ? say('delivery.unsaved') : say('delivery.unsaved.dial', { dial });
  const added = besides === undefined ? [text] : [text, besides];
  return { ...card, parts: [...parts, ...added.map((one): CardPart => ({ type: 'text', text: one }))] };
}
