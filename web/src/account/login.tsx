// Logging in: in place of a view that asks for it, on a page of its own, or over a page whose session
// has ended while one worked on it.
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { onLoginNeeded } from '../api';
import { message } from '../messages';
import { closeDialog, Dialog } from '../parts/dialog';
import { FormError, TextField, useSending } from '../parts/form';
import { navigate } from '../router';
import type { Who } from './model';
import { logIn, nameBefore, whoNow } from './session';

export function LoginForm(props: { id: string; onDone: (who: Who) => void }): VNode {
  const form = useRef<HTMLFormElement>(null);
  const { busy, error, submit } = useSending(async (given) => {
    try {
      props.onDone(await logIn(given['name'] ?? '', given['password'] ?? ''));
    } catch (failure) {
      form.current?.querySelector<HTMLInputElement>('[name=password]')?.select();
      throw failure;
    }
  });
  useEffect(() => {
    const field = form.current?.querySelector<HTMLInputElement>(
      nameBefore() ? '[name=password]' : '[name=name]',
    );
    field?.focus({ preventScroll: true });
  }, []);
  return (
    <form class="login" ref={form} onSubmit={submit}>
      <TextField
        id={`${props.id}-name`}
        name="name"
        label={message('web.login.name')}
        value={nameBefore()}
        complete="username"
      />
      <TextField
        id={`${props.id}-password`}
        name="password"
        type="password"
        label={message('web.login.password')}
        complete="current-password"
      />
      <FormError error={error} />
      <button type="submit" class="main" disabled={busy}>
        {message('web.login.enter')}
      </button>
    </form>
  );
}

/** What stands in place of a view that is shown to accounts alone: the address stays. */
export function LoginPage(props: { onDone: () => void }): VNode {
  const ended = nameBefore() !== '';
  return (
    <div class="prose">
      <h1>{message(ended ? 'web.login.ended' : 'web.login.title')}</h1>
      <p class="lead">{message(ended ? 'web.login.ended_page' : 'web.login.closed')}</p>
      <LoginForm id="login" onDone={props.onDone} />
      <p class="faint login-foot">{message('web.login.no_account')}</p>
    </div>
  );
}

interface Asked {
  answer: (why: string) => void;
}

let ask: (asked: Asked | undefined) => void = () => undefined;
let asking: Promise<string> | undefined;

/** Asks for login where a change was refused without one. However many were, it is asked for once. */
onLoginNeeded(() => {
  asking ??= new Promise<string>((answer) => ask({ answer })).finally(() => (asking = undefined));
  return asking;
});

/** Over the page, so that what was typed there stays. Nothing is sent again in another's name. */
export function LoginDialog(): VNode | null {
  const [asked, setAsked] = useState<Asked>();
  const foot = useRef<HTMLParagraphElement>(null);
  ask = setAsked;
  if (!asked) return null;
  const before = nameBefore();
  const end = (how: string) => {
    const { account } = whoNow();
    setAsked(undefined);
    if (how === 'again') asked.answer('');
    else if (how === 'other') {
      asked.answer(message('web.login.other', { name: account?.name ?? '' }));
      navigate(location.pathname + location.search, true);
    } else asked.answer(message('web.refused.login'));
  };
  const done = (who: Who) => {
    const same = before === '' || who.account?.name === before;
    closeDialog(foot.current, same ? 'again' : 'other');
  };
  return (
    <Dialog title={message(before ? 'web.login.ended' : 'web.login.title')} onClose={end}>
      <p>{message('web.login.kept')}</p>
      <LoginForm id="login-dialog" onDone={done} />
      <p class="help-foot" ref={foot}>
        <button type="button" class="quiet" onClick={(event) => closeDialog(event.currentTarget)}>
          {message('web.correct.cancel')}
        </button>
      </p>
    </Dialog>
  );
}
