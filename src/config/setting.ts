export interface Setting {
  readonly name: string;
  /** As the README says it. */
  readonly default: string;
  readonly meaning: string;
  /** Never shown, logged or repeated in an error message. */
  readonly secret: boolean;
}

export function setting(name: string, standard: string, meaning: string): Setting {
  return { name, default: standard, meaning, secret: false };
}

export function secret(name: string, meaning: string): Setting {
  return { name, default: '', meaning, secret: true };
}
