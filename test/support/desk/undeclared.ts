import { declaredNotices } from '../../../scripts/parity-tables.ts';
import type { Notice } from '../../../src/chat/notice.ts';
import type { Text } from '../../../src/chat/text.ts';
import { ringsSomebody } from '../../../src/delivery/routes.ts';
import type { OutboxRow, Target } from '../../../src/delivery/schema.ts';

/** What was sent and is not declared as it was sent: the kind of its record and its view, or its sentence, and to whom. */
export function undeclaredIn(rows: readonly OutboxRow[]): readonly string[] {
  const found = rows.flatMap(({ targets }) => targets).filter((target) => noticeOf(target) === undefined);
  return [...new Set(found.map(nameOf))];
}

/** The declaration that a target follows; undefined when there is none. */
export function noticeOf({ content, person }: Target): Notice | undefined {
  return declaredNotices.find((notice) => {
    if ((notice.to === 'person') !== (person !== undefined)) return false;
    if (person !== undefined && ringsSomebody(content) !== (notice.onPlatformsOnly === undefined))
      return false;
    if ('card' in content) return notice.says?.includes(keyOf(content.card.summary)) ?? false;
    return notice.card?.kind === content.record.kind && notice.card.view === content.view;
  });
}

function nameOf({ content, person }: Target): string {
  const what = 'card' in content ? keyOf(content.card.summary) : `${content.record.kind}, ${content.view}`;
  const routes = ringsSomebody(content) ? 'on every route' : 'on the platforms only';
  return `${what}, to ${person === undefined ? 'a channel' : `a person ${routes}`}`;
}

/** The key of a sentence, also where a mark of its own stands around it. */
function keyOf(text: Text): string {
  if ('own' in text) return 'somebody’s own words';
  const inner = text.params?.text;
  return typeof inner === 'object' && 'key' in inner ? inner.key : text.key;
}
