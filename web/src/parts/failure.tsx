// What stands where a view could not be loaded: what happened, and what to do.
import type { VNode } from 'preact';
import type { ApiError } from '../api';
import { message } from '../messages';
import type { Address } from '../router';

export interface Failure {
  address: Address;
  error: ApiError;
}

export function failureKind(error: ApiError): 'missing' | 'offline' | 'refused' | 'broken' {
  if (error.status === 404) return 'missing';
  if (error.status === 0) return 'offline';
  return error.status === 400 ? 'refused' : 'broken';
}

export function FailureView(props: { failure: Failure; onAgain: () => void }): VNode {
  const { error } = props.failure;
  const kind = failureKind(error);
  return (
    <div class="prose" role="alert">
      <h1>{message(`web.failure.${kind}`)}</h1>
      {error.message && <p class="lead">{error.message}</p>}
      <p>{message(`web.failure.${kind}_next`)}</p>
      <p>
        {kind !== 'missing' && kind !== 'refused' && (
          <button type="button" onClick={props.onAgain}>
            {message('web.failure.again')}
          </button>
        )}{' '}
        <a href="/">{message('web.list.to_start')}</a>
      </p>
    </div>
  );
}
