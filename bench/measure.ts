/** One figure beside what it should be. */
export interface Measure {
  readonly name: string;
  readonly figure: number;
  /** Empty: a count. */
  readonly unit: '×' | 'µs' | 'ms' | 's' | '/s' | '';
  /** Absent: said for information only. */
  readonly target?: Target;
}

export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** How far beyond its target a figure may be before `--check` fails: what two runs on a busy machine differ by. */
export const noiseMargin = 0.1;

/** Whether the figure meets its target, widened by `margin` (0.1: by a tenth). */
export function isMet({ figure, target }: Measure, margin = 0): boolean {
  if (target === undefined) return true;
  return 'atLeast' in target
    ? figure >= target.atLeast * (1 - margin)
    : figure <= target.atMost * (1 + margin);
}

/** Lines of a table: measure, target, figure, met or not. */
export function measuresToTable(measures: readonly Measure[]): string {
  const rows = [
    ['measure', 'target', 'figure', ''],
    ...measures.map((measure) => [
      measure.name,
      targetToText(measure),
      figureToText(measure.figure, measure.unit),
      measure.target === undefined ? '' : isMet(measure) ? 'met' : 'NOT MET',
    ]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(([name = '', target = '', figure = '', met = '']) =>
      [
        name.padEnd(widths[0] ?? 0),
        target.padStart(widths[1] ?? 0),
        figure.padStart(widths[2] ?? 0),
        met,
      ].join('  '),
    )
    .join('\n');
}

function targetToText({ target, unit }: Measure): string {
  if (target === undefined) return '';
  return 'atLeast' in target
    ? `≥ ${figureToText(target.atLeast, unit)}`
    : `≤ ${figureToText(target.atMost, unit)}`;
}

function figureToText(figure: number, unit: Measure['unit']): string {
  const digits = unit === '' || figure >= 100 ? 0 : figure >= 10 ? 1 : 2;
  return `${figure.toFixed(digits)} ${unit}`.trimEnd();
}
