// Who works here: a line above the head, where the registry has accounts.
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { message } from '../messages';
import { say } from '../parts/notice';
import { navigate } from '../router';
import { wordsOf } from '../refused';
import { logOut, onWho, whoNow } from './session';

/** Who it is, told anew whenever it is somebody else. */
export function useWho() {
  const [who, setWho] = useState(whoNow());
  useEffect(() => {
    setWho(whoNow());
    return onWho(() => setWho(whoNow()));
  }, []);
  return who;
}

export async function leave(): Promise<void> {
  try {
    await logOut();
  } catch (error) {
    say({ text: wordsOf(error, message('web.refused.offline')), failed: true });
    return;
  }
  say({ text: message('web.login.left') });
  navigate('/');
}

function toLogin(event: Event): void {
  event.preventDefault();
  const here = location.pathname + location.search;
  navigate(here.startsWith('/login') ? here : `/login?to=${encodeURIComponent(here)}`);
}

export function WhoLine(): VNode | null {
  const who = useWho();
  const { account } = who;
  if (!who.accounts) return null;
  return (
    <nav class="who" aria-label={message('web.who.label')}>
      {account ? (
        <>
          <a href="/account">{account.shown || account.name}</a>
          <span class="faint">{message(`web.role.${account.role}`)}</span>
          <a href="/reviews">{message('web.reviews.title')}</a>
          {who.rights.includes('administer') && (
            <a href="/accounts">{message('web.accounts.title')}</a>
          )}
          <button type="button" class="quiet small" onClick={() => void leave()}>
            {message('web.login.leave')}
          </button>
        </>
      ) : (
        <a href="/login" onClick={toLogin}>
          {message('web.login.enter')}
        </a>
      )}
    </nav>
  );
}

/** Why nothing can be decided, or added, here, and what would help. */
export function MayNotNote(props: { what: 'decide' | 'add' }): VNode {
  const who = useWho();
  if (!who.accounts) return <p class="note">{message('web.decide.may_not')}</p>;
  if (!who.account)
    return (
      <p class="note">
        {message(`web.who.nobody_${props.what}`)}{' '}
        <a href="/login" onClick={toLogin}>
          {message('web.login.enter')}
        </a>
      </p>
    );
  const role = message(`web.role.${who.account.role}`);
  return <p class="note">{message(`web.who.role_${props.what}`, { role })}</p>;
}
