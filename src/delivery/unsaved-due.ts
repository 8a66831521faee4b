import type { Card } from '../chat/card.ts';
import type { Outcome } from '../chat/outcome.ts';
import type { Stored } from '../store/store.ts';
import type { AnyKind, Unsaved } from './ports.ts';
import { say } from './texts.en.ts';

/**
 * What due work has to tell people although it cannot be saved: its messages and the cards of those who are asked,
 * without buttons, because no press can be saved either. A channel's card asks nobody and waits.
 *
 * @param record as the due work has left it.
 */
export function outcomeToUnsaved(outcome: Outcome, kind: AnyKind, record: Stored): readonly Unsaved[] {
  const asked = (outcome.post ?? []).flatMap(({ to, view }): Unsaved[] => {
    const card = 'person' in to && view === 'asked' ? kind.draw(record, view, to.person) : undefined;
    return card === undefined ? [] : [{ to, card: withoutButtons(card) }];
  });
  const told = (outcome.ring ?? []).map(({ to, card }): Unsaved => ({ to, card: withoutButtons(card) }));
  return [...asked, ...told];
}

function withoutButtons(card: Card): Card {
  const parts = card.parts.filter(({ type }) => type !== 'buttons');
  return { ...card, parts: [...parts, { type: 'text', text: say('delivery.unsaved') }] };
}
