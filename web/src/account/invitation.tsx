// Accepting an invitation: its secret came in the fragment of an address, which browsers send to
// nobody; the page sends it in the body of its requests.
import type { VNode } from 'preact';
import { send } from '../api';
import { bind, timeText } from '../format';
import { message } from '../messages';
import { authorText } from '../parts/author';
import { FormError, TextField, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { navigate } from '../router';
import type { Invitation } from './model';
import { acceptInvitation, invitationSecret } from './session';

/** Undefined where the address with the secret was not opened here. */
export type Invited = Invitation | undefined;

export async function loadInvitation(): Promise<Invited> {
  const secret = invitationSecret();
  return secret ? send<Invitation>('POST', 'invitations/look', { secret }) : undefined;
}

export function InvitationView(props: { invited: Invited }): VNode {
  const { invited } = props;
  const { busy, error, setError, submit } = useSending(async (given) => {
    if (given['password'] !== given['password-again'])
      return setError(message('web.password.differ'));
    const { account } = await acceptInvitation({
      name: given['name'] ?? '',
      shown: given['shown'] ?? '',
      password: given['password'] ?? '',
    });
    say({ text: message('web.invitation.welcome', { name: account?.name ?? '' }) });
    navigate('/', true);
  });
  if (!invited)
    return (
      <div class="prose">
        <h1>{message('web.invitation.title')}</h1>
        <p class="lead">{message('web.invitation.again')}</p>
        <p>
          <a href="/">{message('web.list.to_start')}</a>
        </p>
      </div>
    );
  return (
    <div class="prose">
      <h1>{message('web.invitation.title')}</h1>
      <p class="lead">
        {bind(
          message('web.invitation.of', {
            by: authorText(invited.by),
            role: message(`web.role.${invited.role}`),
          }),
        )}
      </p>
      <p>{bind(message(`web.role_you.${invited.role}`))}</p>
      {invited.entity && (
        <p>{message('web.account.acts_for', { name: invited.entity.name ?? invited.entity.id })}</p>
      )}
      <p class="faint">{message('web.invitation.until', { until: timeText(invited.until) })}</p>
      <form class="login" onSubmit={submit}>
        <TextField
          id="invitation-name"
          name="name"
          label={message('web.login.name')}
          hint={message('web.invitation.name_hint')}
          complete="username"
          least={2}
          most={32}
        />
        <TextField
          id="invitation-shown"
          name="shown"
          label={message('web.account.shown')}
          hint={message('web.account.shown_hint')}
          complete="name"
          most={120}
        />
        <NewPassword id="invitation" />
        <FormError error={error} />
        <button type="submit" class="main" disabled={busy}>
          {message('web.invitation.accept')}
        </button>
      </form>
    </div>
  );
}

/** A password that is chosen: twice, since it is not seen. */
export function NewPassword(props: { id: string }): VNode {
  return (
    <>
      <TextField
        id={`${props.id}-password`}
        name="password"
        type="password"
        label={message('web.password.new')}
        hint={message('web.password.hint')}
        complete="new-password"
        least={10}
      />
      <TextField
        id={`${props.id}-password-again`}
        name="password-again"
        type="password"
        label={message('web.password.again')}
        complete="new-password"
        least={10}
      />
    </>
  );
}
