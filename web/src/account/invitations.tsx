// Invitations, for administrators: each lets one person choose a name and a password.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { api, change } from '../api';
import { timeText } from '../format';
import { message } from '../messages';
import { authorText } from '../parts/author';
import { FormError, useSending } from '../parts/form';
import { Secret } from '../parts/secret';
import { Table, type Column } from '../parts/table';
import { navigate } from '../router';
import { BodyField } from './body_field';
import { Choice } from './list';
import { ROLES, type Invitation } from './model';
import { DaysField, RevokeButton } from './own';
import { AdministerTabs } from './tabs';

export interface InvitationsShown {
  invitations: Invitation[];
}

export const loadInvitations = (): Promise<InvitationsShown> => api.invitations();

export function InvitationsView(props: InvitationsShown): VNode {
  const [made, setMade] = useState<Invitation>();
  return (
    <>
      <header class="view-head">
        <h1>{message('web.invitations.title')}</h1>
        <p class="lead">{message('web.invitations.what')}</p>
        <AdministerTabs at="invitations" />
      </header>
      {made?.address && (
        <Secret
          id="invitation-address"
          label={message('web.invitations.made', { role: message(`web.role.${made.role}`) })}
          text={made.address}
        />
      )}
      <InviteForm key={made?.number ?? 0} onMade={setMade} />
      <section class="part">
        <h2>{message('web.invitations.all')}</h2>
        {props.invitations.length > 0 ? (
          <Table
            caption={message('web.invitations.title')}
            columns={columns()}
            rows={props.invitations}
            keyOf={(invitation) => String(invitation.number)}
          />
        ) : (
          <p class="nothing">{message('web.invitations.empty')}</p>
        )}
      </section>
    </>
  );
}

function InviteForm(props: { onMade: (invitation: Invitation) => void }): VNode {
  const { busy, error, submit } = useSending(async (given) => {
    const { role = '', entity = '', days = '' } = given;
    const order = { role, days, ...(entity ? { entity } : {}) };
    props.onMade(await change<Invitation>('POST', 'invitations', order));
    navigate(location.pathname, true);
  });
  return (
    <form class="line-form" onSubmit={submit}>
      <Choice
        name="role"
        label={message('web.accounts.role')}
        value="expert"
        options={ROLES.map((role) => ({ value: role, label: message(`web.role.${role}`) }))}
      />
      <BodyField
        id="invite-entity"
        label={message('web.account.for')}
        hint={message('web.account.for_hint')}
        body={null}
      />
      <DaysField id="invite-days" label={message('web.invitations.days')} value="7" />
      <FormError error={error} />
      <button type="submit" class="strong" disabled={busy}>
        {message('web.invitations.make')}
      </button>
    </form>
  );
}

function columns(): Column<Invitation>[] {
  return [
    {
      key: 'role',
      title: message('web.accounts.role'),
      class: 'opening',
      cell: (it) => message(`web.role.${it.role}`),
    },
    {
      key: 'state',
      title: message('web.accounts.state'),
      cell: (it) => (it.account ? `${it.state_label}: ${it.account}` : it.state_label),
    },
    {
      key: 'entity',
      title: message('web.account.for'),
      cell: (it) => (it.entity ? (it.entity.name ?? it.entity.id) : null),
    },
    { key: 'by', title: message('web.invitations.by'), cell: (it) => authorText(it.by) },
    { key: 'until', title: message('web.tokens.until'), cell: (it) => timeText(it.until) },
    {
      key: 'end',
      title: message('web.revoke'),
      class: 'act',
      cell: (it) =>
        it.state === 'open' ? (
          <RevokeButton
            path={`invitations/${it.number}`}
            what={message('web.invitations.number', { number: String(it.number) })}
          />
        ) : null,
    },
  ];
}
