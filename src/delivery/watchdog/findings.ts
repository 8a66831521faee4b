import { dayMs, msBetween } from '../../time.ts';
import type { Finding } from './schema.ts';

/** What one look has found; the rest of a finding is when that was. */
export type Found = Pick<Finding, 'id' | 'what' | 'about' | 'mended' | 'reason'>;

/** Findings as they stand, by their id; the revision is the store's business. */
export type Standing = ReadonlyMap<string, Omit<Finding, 'revision'>>;

export interface News {
  readonly tell: 'found' | 'lasts' | 'over';
  readonly finding: Omit<Finding, 'revision'>;
}

/** What lasts is told again after this. */
const againMs = dayMs;

/**
 * What stands after a look, and what of it the administrators are to be told: a finding once, then once a day while it
 * lasts, and that it is over. What was mended on the spot is told once, unless it turns out not to have been.
 *
 * @param isUnknown findings that nothing can be said of now: they stay as they are.
 */
export function compare(
  before: Standing,
  found: readonly Found[],
  isUnknown: (id: string) => boolean,
  now: string,
): { readonly standing: Standing; readonly news: readonly News[] } {
  const standing = new Map<string, Omit<Finding, 'revision'>>();
  const news: News[] = [];
  for (const one of found) {
    const known = before.get(one.id);
    const isToTell = known === undefined || known.mended || msBetween(known.toldAt, now) >= againMs;
    const finding = {
      ...one,
      mended: one.mended && known === undefined,
      foundAt: known?.foundAt ?? now,
      toldAt: isToTell ? now : known.toldAt,
    };
    standing.set(one.id, known === undefined || isToTell ? finding : known);
    if (isToTell) news.push({ tell: known === undefined ? 'found' : 'lasts', finding });
  }
  for (const known of before.values()) {
    if (standing.has(known.id)) continue;
    if (isUnknown(known.id)) standing.set(known.id, known);
    else if (!known.mended) news.push({ tell: 'over', finding: known });
  }
  return { standing, news };
}

/** Findings of the same sort make one message. */
export function together(news: readonly News[]): readonly (readonly [News, ...News[]])[] {
  const groups = new Map<string, [News, ...News[]]>();
  for (const one of news) {
    const { what, mended, id } = one.finding;
    const isOneOfSeveral = what === 'noStep' || what === 'lostStep' || what === 'file';
    const key = `${one.tell} ${isOneOfSeveral ? `${what} ${mended}` : id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
