import type { Button } from './command.ts';

/** The button that opens the form of the same id, about the record that the button stands below. */
export function formButton<Tx>(id: string, more: Pick<Button<Tx>, 'openToUnverified'> = {}): Button<Tx> {
  return {
    id,
    ...more,
    plan: ({ record }) => ({
      do: 'form',
      open: { form: id, ...(record === undefined ? {} : { record }) },
    }),
  };
}
