// The views of administering: accounts, invitations, the audit trail.
import type { VNode } from 'preact';
import { message } from '../messages';

export function AdministerTabs(props: { at: 'accounts' | 'invitations' | 'audit' }): VNode {
  return (
    <nav class="tabs" aria-label={message('web.accounts.ways')}>
      {(['accounts', 'invitations', 'audit'] as const).map((name) => (
        <a key={name} href={`/${name}`} aria-current={props.at === name ? 'page' : undefined}>
          {message(`web.${name}.title`)}
        </a>
      ))}
    </nav>
  );
}
