// One's own account: who one is and what one may do, the shown name, the password, and the tokens by
// which one's programs work here.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { api, change } from '../api';
import { bind, timeText } from '../format';
import { message } from '../messages';
import { cardPath } from '../model';
import { FormError, TextField, useSending } from '../parts/form';
import { say } from '../parts/notice';
import { Secret } from '../parts/secret';
import { Table, type Column } from '../parts/table';
import { wordsOf } from '../refused';
import { navigate } from '../router';
import { NewPassword } from './invitation';
import type { Feed } from '../reminders/model';
import type { Account, Session, Token } from './model';
import { FeedPart, Sessions } from './places';
import { changeOwn } from './session';
import { leave } from './who';

export interface Own {
  account: Account;
  tokens: Token[];
  sessions: Session[];
  feed: Feed;
}

const here = () => navigate(location.pathname, true);

export function OwnView(props: Own): VNode {
  const { account, tokens } = props;
  return (
    <>
      <header class="view-head">
        <h1>{account.shown || account.name}</h1>
        <p class="lead">
          {account.name} · {message(`web.role.${account.role}`)}
        </p>
        <p class="note">{bind(message(`web.role_you.${account.role}`))}</p>
        {account.entity && (
          <p>
            {message('web.account.for')}{' '}
            <a href={cardPath(account.entity.id)}>{account.entity.name ?? account.entity.id}</a>
          </p>
        )}
        <p class="account-acts">
          <button type="button" onClick={() => void leave()}>
            {message('web.login.leave')}
          </button>
        </p>
      </header>
      <ShownName key={account.shown} account={account} />
      <Password account={account} />
      <Sessions sessions={props.sessions} />
      <FeedPart feed={props.feed} />
      <Tokens tokens={tokens} />
    </>
  );
}

function ShownName(props: { account: Account }): VNode {
  const { busy, error, submit } = useSending(async (given) => {
    await changeOwn('account', { shown: given['shown'] ?? '' });
    say({ text: message('web.account.shown_done') });
    here();
  });
  return (
    <section class="part">
      <h2>{message('web.account.call')}</h2>
      <form class="line-form" onSubmit={submit}>
        <TextField
          id="account-shown"
          name="shown"
          label={message('web.account.shown')}
          hint={message('web.account.shown_hint')}
          value={props.account.shown}
          complete="name"
          most={120}
        />
        <FormError error={error} />
        <button type="submit" disabled={busy}>
          {message('web.add.date_save')}
        </button>
      </form>
    </section>
  );
}

function Password(props: { account: Account }): VNode {
  const [turn, setTurn] = useState(0);
  const { busy, error, setError, submit } = useSending(async (given) => {
    if (given['password'] !== given['password-again'])
      return setError(message('web.password.differ'));
    const order = { old: given['password-old'] ?? '', new: given['password'] ?? '' };
    await changeOwn('account/password', order);
    setTurn(turn + 1);
    say({ text: message('web.password.done') });
  });
  return (
    <section class="part">
      <h2>{message('web.password.title')}</h2>
      <p class="note">{message('web.password.what')}</p>
      <form class="login" key={turn} onSubmit={submit}>
        <input
          type="text"
          name="name"
          value={props.account.name}
          autocomplete="username"
          readOnly
          hidden
        />
        <TextField
          id="account-password-old"
          name="password-old"
          type="password"
          label={message('web.password.old')}
          complete="current-password"
        />
        <NewPassword id="account" />
        <FormError error={error} />
        <p>
          <button type="submit" disabled={busy}>
            {message('web.password.change')}
          </button>
        </p>
      </form>
    </section>
  );
}

/* ---- tokens ---- */

function Tokens(props: { tokens: Token[] }): VNode {
  const [made, setMade] = useState<Token>();
  const form = useSending(async (given) => {
    const days = given['days'] ?? '';
    const order = { label: given['label'] ?? '', ...(days ? { days } : {}) };
    setMade(await change<Token>('POST', 'account/tokens', order));
    here();
  });
  return (
    <section class="part">
      <h2>{message('web.tokens.title')}</h2>
      <p class="note">{message('web.tokens.what')}</p>
      {made?.secret && (
        <Secret
          id="token-secret"
          label={message('web.tokens.made', { label: made.label })}
          text={made.secret}
        />
      )}
      {props.tokens.length > 0 ? (
        <Table
          caption={message('web.tokens.title')}
          columns={tokenColumns()}
          rows={props.tokens}
          keyOf={(token) => String(token.number)}
        />
      ) : (
        <p class="nothing">{message('web.tokens.empty')}</p>
      )}
      <form class="line-form" key={made?.number ?? 0} onSubmit={form.submit}>
        <TextField
          id="token-label"
          name="label"
          label={message('web.tokens.label')}
          hint={message('web.tokens.label_hint')}
          most={120}
        />
        <DaysField id="token-days" label={message('web.tokens.days')} optional />
        <FormError error={form.error} />
        <button type="submit" disabled={form.busy}>
          {message('web.tokens.make')}
        </button>
      </form>
    </section>
  );
}

/** For how many days something is to hold. */
export function DaysField(props: {
  id: string;
  label: string;
  value?: string;
  optional?: boolean;
}): VNode {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <input
        id={props.id}
        name="days"
        type="text"
        inputMode="numeric"
        pattern="[0-9]{1,4}"
        autocomplete="off"
        defaultValue={props.value ?? ''}
        required={!props.optional}
      />
    </div>
  );
}

function tokenColumns(): Column<Token>[] {
  return [
    { key: 'label', title: message('web.tokens.label'), class: 'opening', cell: (it) => it.label },
    { key: 'state', title: message('web.accounts.state'), cell: (it) => it.state_label },
    { key: 'made', title: message('web.accounts.made'), cell: (it) => timeText(it.made_at) },
    {
      key: 'until',
      title: message('web.tokens.until'),
      cell: (it) => (it.until ? timeText(it.until) : message('web.tokens.endless')),
    },
    {
      key: 'used',
      title: message('web.tokens.used'),
      cell: (it) => (it.used_at ? timeText(it.used_at) : message('web.accounts.never')),
    },
    {
      key: 'end',
      title: message('web.revoke'),
      class: 'act',
      cell: (it) =>
        it.state === 'active' ? (
          <RevokeButton path={`account/tokens/${it.number}`} what={it.label} />
        ) : null,
    },
  ];
}

/** Ends a token or an invitation, which cannot be taken back; so it is asked once more. */
export function RevokeButton(props: { path: string; what: string }): VNode {
  const [sure, setSure] = useState(false);
  const end = async () => {
    if (!sure) return setSure(true);
    try {
      await change('DELETE', props.path);
      say({ text: message('web.revoked', { what: props.what }) });
      here();
    } catch (error) {
      say({ text: wordsOf(error, message('web.refused.offline')), failed: true });
    }
  };
  return (
    <button
      type="button"
      class="small"
      aria-label={message(sure ? 'web.revoke_sure_what' : 'web.revoke_what', { what: props.what })}
      onClick={() => void end()}
      onBlur={() => setSure(false)}
    >
      {message(sure ? 'web.revoke_sure' : 'web.revoke')}
    </button>
  );
}

/** What the page of one's own account shows. */
export async function loadOwn(account: Account): Promise<Own> {
  const [{ tokens }, { sessions }, feed] = await Promise.all([
    api.tokens(),
    api.sessions(),
    api.feed(),
  ]);
  return { account, tokens, sessions, feed };
}
