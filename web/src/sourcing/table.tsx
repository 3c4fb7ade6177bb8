// A table whose rows are made of parts: on narrow screens each stands with the title of its column.
import type { ComponentChildren, VNode } from 'preact';

export function PlainTable(props: {
  caption: string;
  names: string[];
  rows: ComponentChildren[][];
}): VNode {
  return (
    <table class="table">
      <caption class="hidden">{props.caption}</caption>
      <thead>
        <tr>
          {props.names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, index) => (
          <tr key={index} data-row>
            {row.map((part, at) => (
              <td key={at} data-label={props.names[at]}>
                <div class="cell">{part}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
