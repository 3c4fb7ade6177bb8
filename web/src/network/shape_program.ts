// Draws the nodes: each in the shape of its family, so that colour never says anything alone. One
// program for all shapes, which are told apart by a number; inside a shape its distance is below 0.
import { NodeProgram } from 'sigma/rendering';
import type { NodeDisplayData, RenderParams } from 'sigma/types';
import { floatColor } from 'sigma/utils';

/** The number by which the program knows a family's shape. */
const NUMBERS: Record<string, number> = {
  person: 0,
  body: 1,
  firm: 2,
  place: 3,
  agreement: 4,
  project: 5,
};

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute vec2 a_corner;
attribute float a_size;
attribute float a_shape;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;

const float bias = 255.0 / 254.0;

void main() {
  v_radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  v_at = a_corner * 1.3;
  v_shape = a_shape;
  vec2 position = a_position + v_at * v_radius;
  gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}
`;

const FRAGMENT = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec2 v_at;
varying float v_radius;
varying float v_shape;

uniform float u_correctionRatio;

float box(vec2 at, vec2 half_size) {
  vec2 far = abs(at) - half_size;
  return max(far.x, far.y);
}

float triangle(vec2 at) {
  return max(abs(at.x) * 0.87 + at.y * 0.5, -at.y) - 0.62;
}

float shape(vec2 at) {
  if (v_shape < 0.5) return length(at) - 1.0;
  if (v_shape < 1.5) return (abs(at.x) + abs(at.y)) * 0.71 - 0.85;
  if (v_shape < 2.5) return box(at, vec2(0.88));
  if (v_shape < 3.5) return triangle(at + vec2(0.0, 0.2));
  if (v_shape < 4.5) return max(box(at, vec2(0.74, 1.0)), (at.x + at.y) * 0.71 - 0.85);
  if (v_shape < 5.5) return triangle(vec2(at.y, at.x + 0.2));
  return length(at) - 0.6;
}

void main(void) {
  float pixel = u_correctionRatio * 2.0;
  float far = shape(v_at) * v_radius;
  #ifdef PICKING_MODE
  gl_FragColor = far > 0.0 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), clamp(far / pixel + 0.5, 0.0, 1.0));
  #endif
}
`;

const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;

export class ShapeProgram extends NodeProgram<'u_matrix' | 'u_sizeRatio' | 'u_correctionRatio'> {
  getDefinition() {
    return {
      VERTICES: 4,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: ['u_matrix', 'u_sizeRatio', 'u_correctionRatio'] as const,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_shape', size: 1, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_corner', size: 2, type: FLOAT }],
      CONSTANT_DATA: [
        [-1, -1],
        [1, -1],
        [-1, 1],
        [1, 1],
      ],
    };
  }

  processVisibleItem(
    index: number,
    start: number,
    data: NodeDisplayData & { family?: string },
  ): void {
    const { array } = this;
    array[start] = data.x;
    array[start + 1] = data.y;
    array[start + 2] = data.size;
    array[start + 3] = NUMBERS[data.family ?? ''] ?? 6;
    array[start + 4] = floatColor(data.color);
    array[start + 5] = index;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: any): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
