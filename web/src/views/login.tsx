// Logging in on a page of its own, and accepting an invitation.
import type { ComponentType, VNode } from 'preact';
import { LoginForm } from '../account/login';
import type { Invited } from '../account/invitation';
import type { Who } from '../account/model';
import { who } from '../account/session';
import { leave } from '../account/who';
import { message } from '../messages';
import { navigate, route, type Address } from '../router';

export const login = route<Who>({
  name: 'login',
  pattern: /^\/login\/?$/,
  load: who,
  title: () => message('web.login.title'),
  view: (data, address) => <LoginView who={data} address={address} />,
});

/** Where one goes after login: a view of this app, whatever the address says. */
export function wayBack(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : '/';
}

function LoginView(props: { who: Who; address: Address }): VNode {
  const { who: known, address } = props;
  if (!known.accounts) return <NoAccounts />;
  return (
    <div class="prose">
      <h1>{message('web.login.title')}</h1>
      {known.account ? (
        <>
          <p class="lead">{message('web.login.already', { name: known.account.name })}</p>
          <p>
            <button type="button" onClick={() => void leave()}>
              {message('web.login.leave')}
            </button>
          </p>
        </>
      ) : (
        <>
          <LoginForm id="login" onDone={() => navigate(wayBack(address.query.get('to')), true)} />
          <p class="faint login-foot">{message('web.login.no_account')}</p>
        </>
      )}
    </div>
  );
}

export function NoAccounts(): VNode {
  return (
    <div class="prose">
      <h1>{message('web.login.none')}</h1>
      <p class="lead">{message('web.login.none_why')}</p>
      <p>{message('web.login.none_how')}</p>
      <pre class="command">
        <code>uzel user add olga --role administrator --registry my.uzel</code>
      </pre>
    </div>
  );
}

const loadInvitation = () => import('../account/invitation');

export const invitation = route<{ View: ComponentType<{ invited: Invited }>; invited: Invited }>({
  name: 'invitation',
  pattern: /^\/invitation\/?$/,
  load: async () => {
    const view = await loadInvitation();
    return { View: view.InvitationView, invited: await view.loadInvitation() };
  },
  title: () => message('web.invitation.title'),
  view: ({ View, invited }) => <View invited={invited} />,
});
