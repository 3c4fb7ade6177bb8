// What is offered while one types: asked for after a pause, chosen by the arrows.
import { useEffect, useRef, useState } from 'preact/hooks';

/** So long nothing is asked for after a key. */
const WAIT = 120;

export function useCombobox<Found>(find: (typed: string) => Promise<Found[]>) {
  const [found, setFound] = useState<Found[]>([]);
  const [chosen, setChosen] = useState(-1);
  const timer = useRef(0);
  const typed = useRef('');
  const close = () => {
    clearTimeout(timer.current);
    typed.current = '';
    setFound([]);
    setChosen(-1);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    close();
    typed.current = next.trim();
    if (!typed.current) return;
    timer.current = window.setTimeout(() => {
      const asked = typed.current;
      // What comes after something else was typed is shown no more; without an answer one goes on.
      find(asked)
        .then((answer) => asked === typed.current && setFound(answer))
        .catch(() => undefined);
    }, WAIT);
  };
  const press = (event: KeyboardEvent) => {
    if (found.length === 0) return;
    const count = found.length + 1; // the field itself is one of the places
    if (event.key === 'ArrowDown') setChosen(((chosen + 2) % count) - 1);
    else if (event.key === 'ArrowUp') setChosen(((chosen + count) % count) - 1);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { found, chosen, one: found[chosen], open: found.length > 0, type, press, close };
}
