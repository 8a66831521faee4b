import type { AnyCollection, Reader, Stored } from '../store/store.ts';
import type { AnyKind } from './ports.ts';
import { isAsking } from './routes.ts';
import type { Content, Target } from './schema.ts';

/** Whether those who were asked have answered, as the records say. */
export interface Answers {
  /** It asks somebody, and having been delivered is not the end of it. */
  expected(content: Content): boolean;
  /** Whether the person has done something with the record since; UTC ISO text. */
  given(reader: Reader, target: Target, since: string): Promise<boolean>;
  /** Whether the person's answer is waited for now; `perhaps` while others are seeing to it. */
  awaited(reader: Reader, target: Target, now: string): Promise<'yes' | 'perhaps' | 'no'>;
}

export function createAnswers(kindByName: ReadonlyMap<string, AnyKind>): Answers {
  async function find(reader: Reader, { content: { record } }: Target) {
    const kind = record && kindByName.get(record.kind);
    if (kind === undefined || record === undefined) return undefined;
    const found = await reader.get<Stored>(kind.collection as AnyCollection, record.id);
    return found && { kind, record: found };
  }

  function expected(content: Content): boolean {
    if (!('view' in content) || !isAsking(content.view)) return false;
    return kindByName.get(content.record.kind)?.awaitsAnswer !== undefined;
  }

  return {
    expected,
    async given(reader, target, since) {
      const found = target.person === undefined ? undefined : await find(reader, target);
      if (found === undefined || target.person === undefined) return false;
      const at = found.kind.heardFrom?.(found.record, target.person);
      return at !== undefined && at > since;
    },
    async awaited(reader, target, now) {
      if (target.person === undefined || !expected(target.content)) return 'no';
      const found = await find(reader, target);
      return found?.kind.awaitsAnswer?.(found.record, target.person, now) ?? 'no';
    },
  };
}
