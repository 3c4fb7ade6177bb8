// The accounts, for administrators: who may do what. Where somebody else has changed an account
// meanwhile both are shown, and nothing is lost.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { api, ApiError, change, forgetAnswers } from '../api';
import { bind, timeText } from '../format';
import { message } from '../messages';
import { cardPath } from '../model';
import { closeDialog, Dialog } from '../parts/dialog';
import { Field, FormError, TextField, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { Table, type Column } from '../parts/table';
import { wordsOf } from '../refused';
import { navigate } from '../router';
import { BodyField } from './body_field';
import { ROLES, STATES, type Account } from './model';
import { AdministerTabs } from './tabs';

export interface AccountsShown {
  accounts: Account[];
  readable: boolean;
}

export async function loadAccounts(): Promise<AccountsShown> {
  const [{ accounts }, { readable }] = await Promise.all([api.accounts(), api.settings()]);
  return { accounts, readable };
}

export function AccountsView(props: AccountsShown): VNode {
  const [edited, setEdited] = useState<Account>();
  return (
    <>
      <header class="view-head">
        <h1>{message('web.accounts.title')}</h1>
        <p class="lead">{message('web.accounts.what', { count: props.accounts.length })}</p>
        <AdministerTabs at="accounts" />
      </header>
      <Table
        caption={message('web.accounts.title')}
        columns={columnsOf(setEdited)}
        rows={props.accounts}
        keyOf={(account) => account.name}
      />
      <Readable readable={props.readable} />
      <section class="part">
        <h2>{message('web.accounts.roles')}</h2>
        <dl class="roles">
          {ROLES.map((role) => (
            <div key={role}>
              <dt>{message(`web.role.${role}`)}</dt>
              <dd>{bind(message(`web.role_may.${role}`))}</dd>
            </div>
          ))}
        </dl>
      </section>
      {edited && (
        <AccountDialog
          key={edited.name}
          account={edited}
          onClose={() => {
            setEdited(undefined);
            navigate(location.pathname, true);
          }}
        />
      )}
    </>
  );
}

function columnsOf(edit: (account: Account) => void): Column<Account>[] {
  return [
    {
      key: 'name',
      title: message('web.accounts.who'),
      class: 'opening',
      cell: (it) => (
        <>
          {it.shown || it.name}
          {it.shown && it.shown !== it.name && <span class="faint"> {it.name}</span>}
        </>
      ),
    },
    {
      key: 'role',
      title: message('web.accounts.role'),
      cell: (it) => (it.state === 'removed' ? null : message(`web.role.${it.role}`)),
    },
    {
      key: 'entity',
      title: message('web.account.for'),
      cell: (it) =>
        it.entity && <a href={cardPath(it.entity.id)}>{it.entity.name ?? it.entity.id}</a>,
    },
    { key: 'state', title: message('web.accounts.state'), cell: (it) => it.state_label },
    {
      key: 'seen',
      title: message('web.accounts.seen'),
      cell: (it) => (it.last_seen ? timeText(it.last_seen) : message('web.accounts.never')),
    },
    {
      key: 'edit',
      title: message('web.accounts.edit'),
      class: 'act',
      cell: (it) =>
        it.state === 'removed' ? null : (
          <button
            type="button"
            class="small"
            aria-label={message('web.accounts.edit_who', { name: it.name })}
            onClick={() => edit(it)}
          >
            {message('web.accounts.edit')}
          </button>
        ),
    },
  ];
}

/** Whether reading asks for no account. */
function Readable(props: { readable: boolean }): VNode {
  const [busy, setBusy] = useState(false);
  const put = async () => {
    setBusy(true);
    try {
      await change('PUT', 'settings', { readable: String(!props.readable) });
      say({ text: message(props.readable ? 'web.readable.now_closed' : 'web.readable.now_open') });
    } catch (error) {
      say({ text: wordsOf(error, message('web.refused.offline')), failed: true });
    }
    setBusy(false);
    navigate(location.pathname, true);
  };
  return (
    <section class="part">
      <h2>{message('web.readable.title')}</h2>
      <p>{message(props.readable ? 'web.readable.open' : 'web.readable.closed')}</p>
      <p class="account-acts">
        <button type="button" disabled={busy} onClick={() => void put()}>
          {message(props.readable ? 'web.readable.close' : 'web.readable.do_open')}
        </button>
      </p>
    </section>
  );
}

/* ---- one account ---- */

/** What may be changed of an account, as it is sent. */
type Wanted = Record<'role' | 'state' | 'entity' | 'shown', string>;

function wantedOf(account: Account): Wanted {
  const { role, state, shown } = account;
  return { role, state, shown, entity: account.entity?.id ?? '' };
}

/** What became another between two versions of an account, in words. */
function differences(before: Account, now: Account): string[] {
  const lines: [string, string, string][] = [
    [message('web.accounts.role'), before.role_label, now.role_label],
    [message('web.accounts.state'), before.state_label, now.state_label],
    [message('web.account.for'), before.entity?.name ?? '—', now.entity?.name ?? '—'],
    [message('web.account.shown'), before.shown, now.shown],
  ];
  return lines
    .filter(([, old, fresh]) => old !== fresh)
    .map(([what, old, fresh]) => `${what}: ${old} → ${fresh}`);
}

async function freshly(name: string): Promise<Account | undefined> {
  forgetAnswers();
  return (await api.accounts()).accounts.find((account) => account.name === name);
}

function AccountDialog(props: { account: Account; onClose: () => void }): VNode {
  const [seen, setSeen] = useState(props.account);
  /** How it is now, where somebody was ahead. */
  const [now, setNow] = useState<Account>();
  const [turn, setTurn] = useState(0);
  const [removing, setRemoving] = useState(false);
  const { busy, error, submit } = useSending(async (given) => {
    const wanted = given as unknown as Wanted;
    const changes = changesOf(wanted, wantedOf(seen));
    const form = document.getElementById('account-form');
    if (Object.keys(changes).length === 0) return closeDialog(form);
    const version = String((now ?? seen).version);
    try {
      await change('PUT', `accounts/${encodeURIComponent(seen.name)}`, { ...changes, version });
    } catch (failure) {
      if (!(failure instanceof ApiError) || failure.key !== 'work.account_changed') throw failure;
      const fresh = await freshly(seen.name);
      if (!fresh) throw failure;
      setNow(fresh);
      return;
    }
    say({ text: message('web.accounts.saved', { name: seen.name }) });
    closeDialog(form);
  });
  const take = () => {
    if (now) setSeen(now);
    setNow(undefined);
    setTurn(turn + 1);
  };
  return (
    <Dialog title={message('web.accounts.edit_who', { name: seen.name })} onClose={props.onClose}>
      <form id="account-form" key={turn} onSubmit={submit}>
        <Choice
          name="role"
          label={message('web.accounts.role')}
          value={seen.role}
          options={ROLES.map((role) => ({ value: role, label: message(`web.role.${role}`) }))}
        />
        <BodyField
          id="account-entity"
          label={message('web.account.for')}
          hint={message('web.account.for_hint')}
          body={seen.entity}
        />
        <TextField
          id="account-shown-name"
          name="shown"
          label={message('web.account.shown')}
          value={seen.shown}
          most={120}
          optional
        />
        <Choice
          name="state"
          label={message('web.accounts.state')}
          value={seen.state}
          onChoose={(state) => setRemoving(state === 'removed')}
          options={STATES.map((state) => ({
            value: state,
            label: message(`web.account_state.${state}`),
          }))}
        />
        {removing && <p class="form-error">{message('web.accounts.removing')}</p>}
        {now && (
          <div class="changed-meanwhile" role="alert">
            <p>{message('web.accounts.changed')}</p>
            <ul class="changes">
              {differences(seen, now).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <button type="button" class="small" onClick={take}>
              {message('web.accounts.take_theirs')}
            </button>
          </div>
        )}
        <FormError error={error} />
        <p class="help-foot">
          <button type="submit" class="strong" disabled={busy}>
            {message(now ? 'web.accounts.save_mine' : 'web.add.date_save')}
          </button>
          <button type="button" class="quiet" onClick={(event) => closeDialog(event.currentTarget)}>
            {message('web.correct.cancel')}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

/** What is to become another; the rest is left to whoever may be changing it. */
function changesOf(wanted: Wanted, before: Wanted): Partial<Wanted> {
  const names = Object.keys(before) as (keyof Wanted)[];
  return Object.fromEntries(
    names.filter((name) => wanted[name] !== before[name]).map((name) => [name, wanted[name]]),
  );
}

export function Choice(props: {
  name: string;
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChoose?: (value: string) => void;
}): VNode {
  const id = `choice-${props.name}`;
  return (
    <Field id={id} label={props.label}>
      <select
        id={id}
        name={props.name}
        onChange={(event) => props.onChoose?.(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
