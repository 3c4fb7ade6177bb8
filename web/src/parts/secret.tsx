// A secret that is shown once: it stands on the page until one leaves it, and can be copied.
import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { message } from '../messages';

export function Copied(props: { id: string; label: string; text: string }): VNode {
  const [done, setDone] = useState(false);
  const copy = async () => {
    const field = document.getElementById(props.id) as HTMLInputElement | null;
    field?.select();
    // Where the page may not write the clipboard the text is selected, and the keys copy it.
    await navigator.clipboard?.writeText(props.text).then(
      () => setDone(true),
      () => undefined,
    );
  };
  return (
    <div class="field copied">
      <label for={props.id}>{props.label}</label>
      <div class="copied-row">
        <input
          id={props.id}
          type="text"
          readOnly
          value={props.text}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" onClick={() => void copy()}>
          {message('web.copy')}
        </button>
        <span role="status">{done && message('web.copied')}</span>
      </div>
    </div>
  );
}

export function Secret(props: { id: string; label: string; text: string }): VNode {
  return (
    <div class="secret">
      <Copied {...props} />
      <p>{message('web.secret.once')}</p>
    </div>
  );
}
