// A question over the page. Whatever ends it, the focus goes back to where it was.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { keyOf } from '../keys';

export function Dialog(props: {
  title: string;
  /** How it looks; without it as a form. */
  class?: string;
  /** A key, or a click beside it, that closes it too. */
  closingKey?: string;
  /** With what it was closed: '' where it was dismissed. */
  onClose: (how: string) => void;
  children: ComponentChildren;
}): VNode {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={props.class ?? 'help correction'}
      aria-labelledby={id}
      onClose={() => props.onClose(dialog.current?.returnValue ?? '')}
      onClick={(event) => {
        if (props.closingKey && event.target === dialog.current) dialog.current?.close();
      }}
      onKeyDown={(event) => {
        if (props.closingKey && keyOf(event) === props.closingKey) dialog.current?.close();
      }}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}

/** Closes the dialog in which something happened. */
export function closeDialog(within: EventTarget | null, how = ''): void {
  if (within instanceof Element) within.closest('dialog')?.close(how);
}
