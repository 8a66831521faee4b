import type { Card } from '../chat/card.ts';
import type { PersonId } from '../chat/outcome.ts';
import type { AnyCollection, Store, Stored } from '../store/store.ts';
import { cardsToList } from './list.ts';
import type { AnyKind } from './ports.ts';
import { type Content, type Face, facesOf, type Shown, type Target } from './schema.ts';

/** A card as it is now. `revision` is that of its record; of a list, the sum of its records'. */
export interface Drawn {
  readonly card: Card;
  readonly revision?: number;
}

export interface Drawing {
  /** What is to be sent, not as it looked when it was written down; undefined when it need not go out any more. */
  target(target: Target): Promise<Drawn | undefined>;
  /** What was posted; undefined when it never changes, or when the viewer may no longer see it. */
  posted(content: Shown, viewer: PersonId | undefined): Promise<Required<Drawn> | undefined>;
  /** Whether it shows a call as it stands, and that call is still open. */
  isOpenCall(content: Content): Promise<boolean>;
  /** What `posted` would give as its revision, without drawing; 0 for what never changes. */
  revision(content: Shown): Promise<number>;
}

export function createDrawing(options: {
  readonly store: Store;
  readonly kindByName: ReadonlyMap<string, AnyKind>;
}): Drawing {
  const { store, kindByName } = options;

  async function recordOf(ref: Face['record'] | undefined) {
    const kind = ref === undefined ? undefined : kindByName.get(ref.kind);
    if (kind === undefined || ref === undefined) return undefined;
    const record = await store.get<Stored>(kind.collection as AnyCollection, ref.id);
    return record === undefined ? undefined : { kind, record };
  }

  async function revision(content: Shown): Promise<number> {
    let sum = 0;
    for (const { record } of facesOf(content)) sum += (await recordOf(record))?.record.revision ?? 0;
    return sum;
  }

  return {
    revision,
    async target({ content, person }) {
      const found = await recordOf(content.record);
      if (content.onlyWhileOpen && (found === undefined || found.kind.isOver(found.record))) return undefined;
      if ('card' in content) return { card: content.card };
      return found && toDrawn(found, content.view, person);
    },
    async isOpenCall(content) {
      const found = 'view' in content ? await recordOf(content.record) : undefined;
      return found?.kind.isCall === true && !found.kind.isOver(found.record);
    },
    async posted(content, viewer) {
      if ('card' in content) return undefined;
      const cards: Card[] = [];
      // Of the records as they were drawn: one that changes meanwhile is newer than what is shown.
      let sum = 0;
      for (const { record, view } of facesOf(content)) {
        const found = await recordOf(record);
        if (found === undefined) continue;
        sum += found.record.revision;
        const drawn = toDrawn(found, view, viewer);
        if (drawn !== undefined) cards.push(drawn.card);
      }
      const [first] = cards;
      if (first === undefined) return undefined;
      return { card: 'list' in content ? cardsToList(cards) : first, revision: sum };
    },
  };
}

function toDrawn(
  { kind, record }: { readonly kind: AnyKind; readonly record: Stored },
  view: Face['view'],
  viewer: PersonId | undefined,
): Required<Drawn> | undefined {
  const card = kind.draw(record, view, viewer);
  return card === undefined ? undefined : { card, revision: record.revision };
}

/** Several cards as one, which is newer as soon as one of them is. */
export function drawnToList(drawn: readonly Drawn[]): Required<Drawn> {
  return {
    card: cardsToList(drawn.map(({ card }) => card)),
    revision: drawn.reduce((sum, { revision = 0 }) => sum + revision, 0),
  };
}
