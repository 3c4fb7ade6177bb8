// What stands where a view could not be loaded: what happened, and what to do.
import type { VNode } from 'preact';
import { LoginPage } from '../account/login';
import type { ApiError } from '../api';
import { message } from '../messages';
import { wordsOf } from '../refused';
import type { Address } from '../router';

export interface Failure {
  address: Address;
  error: ApiError;
}

type Kind = 'missing' | 'offline' | 'refused' | 'login' | 'forbidden' | 'crowded' | 'broken';

const KINDS: Record<number, Kind> = {
  0: 'offline',
  400: 'refused',
  401: 'login',
  403: 'forbidden',
  404: 'missing',
  429: 'crowded',
  503: 'crowded',
};

export function failureKind(error: ApiError): Kind {
  return KINDS[error.status] ?? 'broken';
}

export function FailureView(props: { failure: Failure; onAgain: () => void }): VNode {
  const { error } = props.failure;
  const kind = failureKind(error);
  if (kind === 'login') return <LoginPage onDone={props.onAgain} />;
  return (
    <div class="prose" role="alert">
      <h1>{message(`web.failure.${kind}`)}</h1>
      {error.message && <p class="lead">{wordsOf(error, '')}</p>}
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
