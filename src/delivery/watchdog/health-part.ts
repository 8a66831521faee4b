/** Whether a part of the program can do its work; the reason is for the operator and names nobody. */
export interface HealthPart {
  readonly part: string;
  readonly ready: boolean;
  readonly reason?: string;
  /** The desk works without it. */
  readonly optional?: boolean;
}
