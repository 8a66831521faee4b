import { z } from 'zod';
import type { Incoming, ParseContext } from './incoming.ts';
import { blockIdToField, formCallback, isFieldBlock, parseModalData } from './modal-data.ts';
import { unreadable } from './parse-unreadable.ts';
import { hashKey, maybe, payloadUser, slackId } from './payload-fields.ts';
import { stateToValues, viewState } from './state-to-values.ts';

type Body = Readonly<Record<string, unknown>>;

const view = z.object({
  id: slackId,
  callback_id: z.string().nullish(),
  private_metadata: z.string().nullish(),
  state: z.object({ values: viewState }).nullish(),
  blocks: z.array(z.object({ block_id: maybe })).nullish(),
});

const submissionBody = z.object({ user: payloadUser, view });

const optionsBody = z.object({
  user: payloadUser,
  block_id: z.string(),
  value: z.string().nullish(),
  view,
});

export function parseSubmission(body: Body, context: ParseContext): Incoming {
  const found = submissionBody.safeParse(body);
  if (!found.success) return unreadable(body, 'modal');
  const { user, view } = found.data;
  const data = parseModalData(view.private_metadata ?? '');
  if (view.callback_id !== formCallback || data === undefined) {
    return {
      as: 'refused',
      text: 'slack.unknownForm',
      surface: 'modal',
      user: user.id,
      responseUrl: undefined,
    };
  }
  return {
    as: 'request',
    key: `submit:${data.instance}`,
    user: { id: user.id, team: user.team_id },
    what: { type: 'submitted', ...data, values: stateToValues(view.state?.values ?? {}, context.teamId) },
    place: undefined,
    contact: undefined,
    surface: {
      type: 'submission',
      viewId: view.id,
      form: data.form,
      instance: data.instance,
      blocks: (view.blocks ?? []).flatMap(({ block_id = '' }) =>
        isFieldBlock(block_id, data.instance) ? [block_id] : [],
      ),
    },
  };
}

export function parseOptions(body: Body, context: ParseContext): Incoming {
  const found = optionsBody.safeParse(body);
  const data = parseModalData(found.data?.view.private_metadata ?? '');
  if (!found.success || data === undefined) {
    return {
      as: 'refused',
      text: 'slack.unknownForm',
      surface: 'options',
      user: undefined,
      responseUrl: undefined,
    };
  }
  const { user, view, block_id, value } = found.data;
  return {
    as: 'request',
    key: hashKey(body),
    user: { id: user.id, team: user.team_id },
    what: {
      type: 'options',
      form: data.form,
      field: blockIdToField(block_id),
      query: value ?? '',
      values: stateToValues(view.state?.values ?? {}, context.teamId),
    },
    place: undefined,
    contact: undefined,
    surface: { type: 'options' },
  };
}
