// The help: all keys, and what the marks of values mean.
import type { VNode } from 'preact';
import { whoNow } from '../account/session';
import { GO, KEYS } from '../keys';
import { message } from '../messages';
import { closeDialog, Dialog } from './dialog';
import { StateShape } from './value';

export function Help(props: { onClose: () => void }): VNode {
  return (
    <Dialog title={message('web.help.title')} class="help" closingKey="?" onClose={props.onClose}>
      <div class="keys">
        <dl>
          {KEYS.map((key) => (
            <div key={key.keys}>
              <dt>
                <kbd>{key.keys}</kbd>
              </dt>
              <dd>{message(key.label)}</dd>
            </div>
          ))}
        </dl>
        <dl>
          {Object.entries(GO).map(([letter, go]) => (
            <div key={letter}>
              <dt>
                <kbd>g</kbd> <kbd>{letter}</kbd>
              </dt>
              <dd>{message(go.label)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <h3>{message('web.help.marks')}</h3>
      <ul class="mark-help">
        {(['read', 'confirmed', 'stated', 'contradicted', 'rejected'] as const).map((state) => (
          <li key={state}>
            <StateShape state={state} />
            {message(`web.help.${state}`)}
          </li>
        ))}
      </ul>
      {!whoNow().accounts && <p class="faint help-accounts">{message('web.help.accounts')}</p>}
      <p class="help-foot">
        <button type="button" onClick={(event) => closeDialog(event.currentTarget)}>
          {message('web.close')}
        </button>
        <a href="/licenses.txt" target="_blank">
          {message('web.help.licences')}
        </a>
      </p>
    </Dialog>
  );
}
