// The line at the foot of the window that says what was just done, with the way to undo it. It stays
// until the next one, or until it is closed: nothing vanishes before it could be read.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { message } from '../messages';

export interface Said {
  text: string;
  failed?: boolean;
  undo?: () => void;
}

let show: (said: Said | undefined) => void = () => undefined;

export function say(said: Said | undefined): void {
  show(said);
}

export function Notice(): VNode {
  const [said, setSaid] = useState<Said>();
  show = setSaid;
  return (
    <div class={said ? 'notice shown' : 'notice'} role="status" aria-live="polite">
      {said && (
        <>
          <span class={said.failed ? 'notice-failed' : ''}>{said.text}</span>
          {said.undo && (
            <button type="button" class="quiet" onClick={said.undo} aria-keyshortcuts="u">
              {message('web.decide.undo')} <kbd aria-hidden="true">u</kbd>
            </button>
          )}
          <button
            type="button"
            class="quiet"
            onClick={() => setSaid(undefined)}
            aria-label={message('web.close')}
          >
            ×
          </button>
        </>
      )}
    </div>
  );
}
