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
  /** Whether it still matters that this person has not answered. */
  missing(reader: Reader, target: Target, since: string): Promise<boolean>;
}

export function createAnswers(kindByName: ReadonlyMap<string, AnyKind>): Answers {
  async function find(reader: Reader, { content: { record } }: Target) {
    const kind = record && kindByName.get(record.kind);
    if (kind === undefined || record === undefined) return undefined;
    const found = await reader.get<Stored>(kind.collection as AnyCollection, record.id);
    return found && { kind, record: found };
  }

  async function given(reader: Reader, target: Target, since: string): Promise<boolean> {
    const found = target.person === undefined ? undefined : await find(reader, target);
    if (found === undefined || target.person === undefined) return false;
    const at = found.kind.heardFrom?.(found.record, target.person);
    return at !== undefined && at > since;
  }

  return {
    expected: (content) =>
      'view' in content &&
      isAsking(content.view) &&
      kindByName.get(content.record.kind)?.awaitsAnswer !== undefined,
    given,
    async missing(reader, target, since) {
      const found = await find(reader, target);
      return found?.kind.awaitsAnswer?.(found.record) === true && !(await given(reader, target, since));
    },
  };
}
