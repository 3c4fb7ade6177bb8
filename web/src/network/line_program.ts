// Draws the edges as lines one dot wide, two points each: of thousands of edges their number says
// more than the width of each, and they are drawn several times as fast.
import { EdgeProgram } from 'sigma/rendering';
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

const VERTEX = /* glsl */ `
attribute vec4 a_color;
attribute vec2 a_position;

uniform mat3 u_matrix;

varying vec4 v_color;

void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
  v_color = a_color;
}
`;

const FRAGMENT = /* glsl */ `
precision mediump float;

varying vec4 v_color;

void main(void) {
  gl_FragColor = vec4(v_color.rgb, 1.0);
}
`;

const { FLOAT, UNSIGNED_BYTE, LINES } = WebGLRenderingContext;

export class LineProgram extends EdgeProgram<'u_matrix'> {
  getDefinition() {
    return {
      VERTICES: 2,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: LINES,
      UNIFORMS: ['u_matrix'] as const,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
    };
  }

  processVisibleItem(
    _index: number,
    start: number,
    from: NodeDisplayData,
    to: NodeDisplayData,
    data: EdgeDisplayData,
  ): void {
    const { array } = this;
    const colour = floatColor(data.color);
    array[start] = from.x;
    array[start + 1] = from.y;
    array[start + 2] = colour;
    array[start + 3] = to.x;
    array[start + 4] = to.y;
    array[start + 5] = colour;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: any): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
