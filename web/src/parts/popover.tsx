// The one pop-up of the page: the quote that proves a value, beside the value, or, where there is
// no pointer or no room, a sheet at the bottom. It never moves what is already on the page.
import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { message } from '../messages';

interface Shown {
  anchor: HTMLElement;
  content: () => VNode;
  sheet: boolean;
}

let show: (shown: Shown | undefined) => void = () => undefined;
let timer = 0;
let openAnchor: HTMLElement | undefined;
/** It was opened by the focus, and goes with it. */
let byFocus = false;

const OPEN_AFTER = 90;
const CLOSE_AFTER = 160;

export function isTouch(): boolean {
  return matchMedia('(hover: none), (max-width: 700px)').matches;
}

function later(milliseconds: number, act: () => void): void {
  clearTimeout(timer);
  timer = window.setTimeout(act, milliseconds);
}

export function openPopover(anchor: HTMLElement, content: () => VNode, sheet = false): void {
  clearTimeout(timer);
  openAnchor?.removeAttribute('aria-describedby');
  openAnchor = anchor;
  byFocus = false;
  anchor.setAttribute('aria-describedby', 'popover');
  show({ anchor, content, sheet });
}

export function closePopover(): void {
  clearTimeout(timer);
  openAnchor?.removeAttribute('aria-describedby');
  openAnchor = undefined;
  show(undefined);
}

const anchorOf = (event: Event) => event.currentTarget as HTMLElement;

/** Handlers that show content while the pointer rests on an element. */
export function hoverHandlers(content: () => VNode) {
  return {
    onMouseEnter: (event: Event) => {
      if (isTouch()) return;
      const anchor = anchorOf(event);
      later(OPEN_AFTER, () => openPopover(anchor, content));
    },
    onMouseLeave: () => {
      if (!isTouch()) later(CLOSE_AFTER, closePopover);
    },
  };
}

/** Handlers that show content while an element has the focus of the keyboard. On a touch screen the
 *  first click opens the sheet instead of following a link. */
export function focusHandlers(content: () => VNode) {
  return {
    onFocusIn: (event: Event) => {
      const anchor = anchorOf(event);
      if (!(event.target as HTMLElement).matches(':focus-visible')) return;
      openPopover(anchor, content, isTouch());
      byFocus = true;
    },
    onFocusOut: () => {
      if (byFocus || !isTouch()) later(CLOSE_AFTER, closePopover);
    },
    onClick: (event: MouseEvent) => {
      if (!isTouch() || openAnchor === event.currentTarget) return;
      event.preventDefault();
      event.stopPropagation();
      openPopover(anchorOf(event), content, true);
    },
  };
}

export function Popover(): VNode | null {
  const [shown, setShown] = useState<Shown>();
  const box = useRef<HTMLDivElement>(null);
  show = setShown;
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !shown || shown.sheet) return;
    place(element, shown.anchor);
  }, [shown]);
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') closePopover();
    };
    const away = (event: Event) => {
      if (
        openAnchor &&
        !box.current?.contains(event.target as Node) &&
        !openAnchor.contains(event.target as Node)
      )
        closePopover();
    };
    document.addEventListener('keydown', escape);
    document.addEventListener('pointerdown', away);
    return () => {
      document.removeEventListener('keydown', escape);
      document.removeEventListener('pointerdown', away);
    };
  }, []);
  if (!shown) return null;
  return (
    <div
      id="popover"
      ref={box}
      class={shown.sheet ? 'popover sheet' : 'popover'}
      role={shown.sheet ? 'dialog' : 'tooltip'}
      onMouseEnter={() => clearTimeout(timer)}
      onFocusIn={() => clearTimeout(timer)}
      onMouseLeave={() => {
        if (!shown.sheet) later(CLOSE_AFTER, closePopover);
      }}
    >
      {shown.sheet && (
        <button
          class="sheet-close"
          type="button"
          onClick={closePopover}
          aria-label={message('web.close')}
        >
          ×
        </button>
      )}
      {shown.content()}
    </div>
  );
}

/** Places the pop-up under its anchor, or above it where there is no room below. */
function place(element: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const width = element.offsetWidth;
  const height = element.offsetHeight;
  const left = Math.max(12, Math.min(box.left, innerWidth - width - 12));
  const below = box.bottom + 6;
  const top =
    below + height > innerHeight - 8 && box.top - height - 6 > 8 ? box.top - height - 6 : below;
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${top + scrollY}px`;
}

export function Quote(props: { children: ComponentChildren }): VNode {
  return <blockquote class="quote">{props.children}</blockquote>;
}
