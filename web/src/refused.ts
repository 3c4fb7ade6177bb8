// Why the server did not do what it was asked, in words, with the one thing to do next.
import { ApiError } from './api';
import { message, type MessageKey } from './messages';

/** The arguments that stand in a problem's text. */
function argumentsOf(error: ApiError): Record<string, string> {
  const body = error.body as { arguments?: Record<string, string> } | undefined;
  return body?.arguments ?? {};
}

export function wordsOf(error: unknown, otherwise: string): string {
  if (!(error instanceof ApiError)) return otherwise;
  const { role, seconds } = argumentsOf(error);
  if (error.key === 'server.right_needed')
    return message('web.refused.right', { role: message(`web.role.${role}` as MessageKey) });
  if (error.key === 'server.too_many')
    return message('web.refused.too_many', { count: Math.ceil(Number(seconds ?? 0) / 60) });
  if (error.key === 'server.origin_refused') return message('web.refused.origin');
  return error.message || otherwise;
}
