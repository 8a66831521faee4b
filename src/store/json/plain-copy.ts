/**
 * What would come back if this were written as JSON and read again, made without doing either: texts are shared, and
 * nothing else is.
 *
 * @param value anything that JSON can write; gives undefined for what it leaves out
 */
export function plainCopy(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // Adding 0 makes -0 what JSON makes of it.
      return Number.isFinite(value) ? value + 0 : null;
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return copyOfItems(value);
      return isPlain(value) ? copyOfFields(value) : throughJson(value);
    default:
      return undefined;
  }
}

function copyOfItems(value: readonly unknown[]): unknown {
  const copy: unknown[] = [];
  // By index, because a hole is null too.
  for (let index = 0; index < value.length; index += 1) copy.push(plainCopy(value[index]) ?? null);
  return copy;
}

function copyOfFields(value: object): unknown {
  // Copied as a whole and then mended: field by field would take twice as long.
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === 'string') continue;
    const plain = plainCopy(field);
    // JSON leaves it out; a deleted field would make the copy slow to read for ever.
    if (plain === undefined) return throughJson(value);
    if (plain !== field) copy[key] = plain;
  }
  return copy;
}

function isPlain(value: object): boolean {
  const above: unknown = Object.getPrototypeOf(value);
  return (above === Object.prototype || above === null) && !('toJSON' in value);
}

function throughJson(value: object): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : JSON.parse(text);
}
