// What others decided while one was deciding oneself: told before anything is done, and who was
// later chooses. What was typed stays where it is.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { timeText } from '../format';
import { message, type MessageKey } from '../messages';
import type { Change } from '../model';
import { authorText } from './author';
import { closeDialog, Dialog } from './dialog';

interface Asked {
  changed: Change[];
  answer: (force: boolean) => void;
}

let ask: (asked: Asked | undefined) => void = () => undefined;

/** Shows what has changed; true where it is to be done all the same. */
export function askChanged(changed: Change[]): Promise<boolean> {
  return new Promise((answer) => ask({ changed, answer }));
}

export function Changed(): VNode | null {
  const [asked, setAsked] = useState<Asked>();
  ask = setAsked;
  if (!asked) return null;
  const end = (how: string) => {
    setAsked(undefined);
    asked.answer(how === 'force');
  };
  return (
    <Dialog title={message('web.changed.title')} onClose={end}>
      <ul class="changes">
        {asked.changed.map((each) => (
          <li key={each.number}>
            {message(`web.changed.${each.action}` as MessageKey)}
            {' — '}
            {authorText(each.author)}, {timeText(each.at)}
            {each.reason && `: ${each.reason}`}
          </li>
        ))}
      </ul>
      <p>{message('web.changed.choose')}</p>
      <p class="help-foot">
        <button type="button" class="strong" onClick={(event) => closeDialog(event.currentTarget)}>
          {message('web.changed.leave')}
        </button>
        <button type="button" onClick={(event) => closeDialog(event.currentTarget, 'force')}>
          {message('web.changed.force')}
        </button>
      </p>
    </Dialog>
  );
}
