// One's own account, and what administrators see: accounts, invitations, the audit trail. What shows
// them is loaded only where it is shown.
import type { ComponentType } from 'preact';
import type { AccountsShown } from '../account/list';
import type { InvitationsShown } from '../account/invitations';
import type { Audit } from '../account/model';
import type { Own } from '../account/own';
import { who } from '../account/session';
import { ApiError } from '../api';
import { message } from '../messages';
import { route, type Address } from '../router';
import { NoAccounts } from './login';

interface Loaded<Data> {
  View: ComponentType<Data>;
  data: Data;
}

/** Without accounts there is nothing to show but how to make some. */
async function loaded<Data>(
  load: (account: NonNullable<Awaited<ReturnType<typeof who>>['account']>) => Promise<Loaded<Data>>,
): Promise<Loaded<Data> | undefined> {
  const { accounts, account } = await who();
  if (!accounts) return undefined;
  if (!account) throw new ApiError(401, '', 'server.login_needed');
  return load(account);
}

/** Whoever may write where there are no accounts is the one who owns the registry. */
async function isSoleOwner(): Promise<boolean> {
  const { accounts, may_write: mayWrite } = await who();
  return !accounts && mayWrite;
}

function viewOf<Data extends object>(shown: Loaded<Data> | undefined) {
  if (!shown) return <NoAccounts />;
  const { View, data } = shown;
  return <View {...data} />;
}

const loadOwn = () => import('../account/own');
const loadList = () => import('../account/list');
const loadInvitations = () => import('../account/invitations');
const loadAudit = () => import('../account/audit');

export const own = route<Loaded<Own> | undefined>({
  name: 'account',
  pattern: /^\/account\/?$/,
  load: () =>
    loaded(async (account) => {
      const view = await loadOwn();
      return { View: view.OwnView, data: await view.loadOwn(account) };
    }),
  ahead: loadOwn,
  title: () => message('web.account.title'),
  view: viewOf,
});

/** A view of administering at an address of its own. */
function administering<Data extends object>(
  name: 'accounts' | 'invitations' | 'audit',
  ahead: () => Promise<unknown>,
  load: (address: Address) => Promise<Loaded<Data>>,
) {
  return route<Loaded<Data> | undefined>({
    name,
    pattern: new RegExp(`^/${name}/?$`),
    load: async (address) =>
      name === 'audit' && (await isSoleOwner()) ? load(address) : loaded(() => load(address)),
    ahead,
    title: () => message(`web.${name}.title`),
    view: viewOf,
  });
}

export const accounts = administering<AccountsShown>('accounts', loadList, async () => {
  const view = await loadList();
  return { View: view.AccountsView, data: await view.loadAccounts() };
});

export const invitations = administering<InvitationsShown>(
  'invitations',
  loadInvitations,
  async () => {
    const view = await loadInvitations();
    return { View: view.InvitationsView, data: await view.loadInvitations() };
  },
);

export const audit = administering<{ audit: Audit; address: Address }>(
  'audit',
  loadAudit,
  async (address) => {
    const view = await loadAudit();
    return { View: view.AuditView, data: { audit: await view.loadAudit(address), address } };
  },
);
