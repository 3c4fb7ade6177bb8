#include "teacher.h"

#include <math.h>
#include <string.h>

#include "matrix.h"
#include "utf8.h"

enum {
    WORD_SIZE = 300,
    SHAPE_SIZE = 30,
    INPUT_SIZE = WORD_SIZE + SHAPE_SIZE,
    LAYERS = 3,
    TAGS = 8,
    SHAPES = 66,
    PAD_TAG = 0,
    WINDOW = 3
};

static const size_t widths[LAYERS + 1] = {INPUT_SIZE, 256, 128, 64};

struct layer {
    float *weight; /* [WINDOW][in][out] */
    float *bias, *scale, *shift;
};

struct teacher {
    const struct vectors *vectors;
    struct map shapes; /* name: number */
    float *shape_weight;
    struct layer layers[LAYERS];
    float *head; /* [64][16], of which TAGS are used */
    float head_bias[16];
    float steps[TAGS * TAGS]; /* exp of the transitions */
};

static const float *array_of(struct span tar, struct arena *arena, int number, size_t count)
{
    struct span bytes = tar_member(tar, arena_format(arena, "arrays/%d.bin", number).data);
    if (bytes.data == NULL || bytes.size != count * sizeof(float))
        return NULL;
    float *copy = ARENA_NEW(arena, float, count);
    memcpy(copy, bytes.data, bytes.size);
    return copy;
}

static bool layer_read(struct teacher *teacher, struct span tar, struct arena *arena, size_t index)
{
    size_t in = widths[index], out = widths[index + 1];
    int number = 1 + 6 * (int)index;
    const float *parts[6];
    for (int i = 0; i < 6; i++) {
        parts[i] = array_of(tar, arena, number + i, i == 0 ? in * out * WINDOW : out);
        if (parts[i] == NULL)
            return false;
    }
    struct layer *layer = &teacher->layers[index];
    layer->weight = ARENA_NEW(arena, float, in *out *WINDOW);
    layer->bias = ARENA_NEW(arena, float, out);
    layer->scale = ARENA_NEW(arena, float, out);
    layer->shift = ARENA_NEW(arena, float, out);
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++)
            for (size_t w = 0; w < WINDOW; w++)
                layer->weight[(w * in + i) * out + o] = parts[0][(o * in + i) * WINDOW + w];
        layer->bias[o] = parts[1][o];
        layer->scale[o] = parts[2][o] / parts[5][o];
        layer->shift[o] = parts[3][o] - parts[4][o] * layer->scale[o];
    }
    return true;
}

static bool teacher_fill(struct teacher *teacher, struct arena *arena, struct span tar)
{
    struct span shapes, line;
    const float *shape = array_of(tar, arena, 0, SHAPES * SHAPE_SIZE);
    const float *head = array_of(tar, arena, 19, 64 * TAGS), *bias = array_of(tar, arena, 20, TAGS);
    const float *steps = array_of(tar, arena, 21, TAGS * TAGS);
    struct span packed = tar_member(tar, "vocabs/shape.gz");
    if (shape == NULL || head == NULL || bias == NULL || steps == NULL || packed.data == NULL ||
        !gzip_unpack(arena, packed, &shapes))
        return false;
    map_init(&teacher->shapes, arena);
    for (uint32_t i = 0; span_next_line(&shapes, &line) && i < SHAPES; i++)
        *map_add(&teacher->shapes, line, NULL) = i;
    teacher->shape_weight = ARENA_NEW(arena, float, SHAPES *SHAPE_SIZE);
    memcpy(teacher->shape_weight, shape, SHAPES * SHAPE_SIZE * sizeof *shape);
    teacher->head = ARENA_NEW(arena, float, 64 * MATRIX_LANES);
    for (size_t i = 0; i < 64; i++)
        memcpy(teacher->head + i * MATRIX_LANES, head + i * TAGS, TAGS * sizeof *head);
    memcpy(teacher->head_bias, bias, TAGS * sizeof *bias);
    for (size_t i = 0; i < TAGS * TAGS; i++)
        teacher->steps[i] = expf(steps[i]);
    for (size_t i = 0; i < LAYERS; i++)
        if (!layer_read(teacher, tar, arena, i))
            return false;
    return true;
}

bool teacher_read(struct teacher **out, struct arena *arena, const struct vectors *vectors,
                  struct span tar, const char *file, struct error *error)
{
    struct teacher *teacher = ARENA_NEW(arena, struct teacher, 1);
    teacher->vectors = vectors;
    if (vectors->parts * vectors->part_size != WORD_SIZE || !teacher_fill(teacher, arena, tar))
        return error_add(error, "train.teacher", "file", file, NULL);
    *out = teacher;
    return true;
}

static bool is_title(struct span word)
{
    size_t at = 0, letters = 1;
    if (word.size == 0 || !code_point_is_upper(utf8_next(word, &at)))
        return false;
    for (; at < word.size; letters++)
        if (!code_point_is_lower(utf8_next(word, &at)))
            return false;
    return letters > 1;
}

static const char *outline_of(struct span word)
{
    size_t letters = 0, uppers = 0, lowers = 0, at = 0;
    while (at < word.size) {
        uint32_t letter = utf8_next(word, &at);
        letters++;
        uppers += code_point_is_upper(letter);
        lowers += code_point_is_lower(letter);
    }
    if (letters == 1)
        return uppers ? "X" : "x";
    if (uppers > 0 && lowers == 0)
        return "XX";
    if (lowers > 0 && uppers == 0)
        return "xx";
    if (is_title(word))
        return "Xx";
    size_t hyphen = span_find(word, SPAN("-"), 0);
    if (hyphen != SIZE_MAX && is_title(span_slice(word, 0, hyphen)) &&
        is_title(span_slice(word, hyphen + 1, word.size)))
        return "Xx-Xx";
    return "OTHER";
}

/* The number of a piece's shape, as the teacher's own code names it. */
static uint32_t shape_of(const struct teacher *teacher, struct span word)
{
    char name[64];
    size_t at = 0;
    uint32_t first = utf8_next(word, &at);
    struct span key = SPAN("OTHER");
    uint32_t small = code_point_to_lower(first);
    if ((small >= 0x430 && small <= 0x44F) || small == 0x451 || (small >= 'a' && small <= 'z')) {
        size_t size = 0;
        memcpy(name, small < 128 ? "EN_" : "RU_", 3);
        size = 3;
        const char *outline = outline_of(word);
        memcpy(name + size, outline, strlen(outline));
        key = (struct span){name, size + strlen(outline)};
    } else if (code_point_is_digit(first)) {
        key = SPAN("NUM");
    } else if (word.size < 8) {
        memcpy(name, "PUNCT_", 6);
        memcpy(name + 6, word.data, word.size);
        key = (struct span){name, 6 + word.size};
        if (map_find(&teacher->shapes, key) == NULL)
            key = SPAN("PUNCT_OTHER");
    }
    const uint32_t *number = map_find(&teacher->shapes, key);
    return number != NULL ? *number : *map_find(&teacher->shapes, SPAN("OTHER"));
}

/* Cuts a token as the teacher's tokenizer would: points off, numbers at spaces. */
static size_t token_pieces(struct span text, struct span *out, size_t limit)
{
    size_t count = 0, start = 0, at = 0;
    while (at < text.size && count + 1 < limit) {
        size_t before = at;
        uint32_t letter = utf8_next(text, &at);
        bool space = code_point_is_space(letter),
             point = letter == '.' && before > 0 &&
                     !code_point_is_digit((uint32_t)text.data[before - 1]);
        if (!space && !point)
            continue;
        if (before > start)
            out[count++] = span_slice(text, start, before);
        if (point && count + 1 < limit)
            out[count++] = span_slice(text, before, at);
        start = at;
    }
    if (start < text.size && count < limit)
        out[count++] = span_slice(text, start, text.size);
    return count;
}

static void input_of(const struct teacher *teacher, struct span word, float *out)
{
    char lower[512];
    struct span text = span_slice(word, 0, sizeof lower);
    struct span key = {lower, utf8_lower(text, lower, false)};
    uint32_t number = vectors_find(teacher->vectors, key);
    if (number == UINT32_MAX)
        number = vectors_find(teacher->vectors, SPAN("<unk>"));
    vectors_unpack(teacher->vectors, number, out);
    memcpy(out + WORD_SIZE, teacher->shape_weight + shape_of(teacher, word) * SHAPE_SIZE,
           SHAPE_SIZE * sizeof *out);
}

static float *layer_run(const struct layer *layer, struct arena *scratch, const float *in,
                        size_t width, size_t out_width, size_t count)
{
    float *out = ARENA_NEW(scratch, float, (count + WINDOW) * out_width) + out_width;
    for (size_t t = 0; t < count; t++)
        memcpy(out + t * out_width, layer->bias, out_width * sizeof *out);
    matrix_multiply_add(count, out_width, width * WINDOW, in - width, width, layer->weight,
                        out_width, out, out_width);
    for (size_t t = 0; t < count; t++)
        for (size_t j = 0; j < out_width; j++) {
            float *value = &out[t * out_width + j];
            *value = (*value > 0 ? *value : 0) * layer->scale[j] + layer->shift[j];
        }
    return out;
}

/* Probabilities of the tags by the chain's forward and backward sums. */
static void marginals_of(const struct teacher *teacher, float *rows, size_t count)
{
    float sums[TAGS];
    for (size_t t = 0; t < count; t++) {
        float *row = rows + t * MATRIX_LANES, most = row[0];
        for (size_t j = 1; j < TAGS; j++)
            most = row[j] > most ? row[j] : most;
        for (size_t j = 0; j < TAGS; j++)
            row[j] = j == PAD_TAG ? 0 : expf(row[j] - most);
    }
    for (size_t t = 0; t < count; t++) { /* alpha in columns 0-7, potentials are kept in 8-15 */
        float *row = rows + t * MATRIX_LANES, total = 0;
        memcpy(row + TAGS, row, TAGS * sizeof *row);
        for (size_t j = 0; t > 0 && j < TAGS; j++) {
            float sum = 0;
            for (size_t i = 0; i < TAGS; i++)
                sum += (row - MATRIX_LANES)[i] * teacher->steps[i * TAGS + j];
            row[j] = sum * row[TAGS + j];
        }
        for (size_t j = 0; j < TAGS; j++)
            total += row[j];
        for (size_t j = 0; j < TAGS; j++)
            row[j] /= total;
    }
    float beta[TAGS] = {1, 1, 1, 1, 1, 1, 1, 1};
    for (size_t t = count; t-- > 0;) {
        float *row = rows + t * MATRIX_LANES, total = 0, next = 0;
        for (size_t i = 0; i < TAGS; i++) {
            sums[i] = 0;
            for (size_t j = 0; j < TAGS; j++)
                sums[i] += t > 0 ? teacher->steps[i * TAGS + j] * row[TAGS + j] * beta[j] : 0;
            next += sums[i];
        }
        for (size_t j = 0; j < TAGS; j++)
            total += row[j] *= beta[j];
        for (size_t j = 0; j < TAGS; j++) {
            row[j] /= total;
            beta[j] = next > 0 ? sums[j] / next : 0;
        }
    }
}

void teacher_believe(const struct teacher *teacher, struct arena *scratch,
                     const struct corpus *corpus, const uint32_t *forms, size_t count, float *out)
{
    enum { PIECES = 12 };
    struct span pieces[PIECES];
    size_t total = 0;
    uint32_t *firsts = ARENA_NEW(scratch, uint32_t, count + 1);
    float *input = ARENA_NEW(scratch, float, (count * PIECES + WINDOW) * INPUT_SIZE) + INPUT_SIZE;
    for (size_t t = 0; t < count; t++) {
        size_t cut = token_pieces(corpus->forms.items[forms[t]].text, pieces, PIECES);
        firsts[t] = (uint32_t)total;
        for (size_t i = 0; i < cut; i++)
            input_of(teacher, pieces[i], input + total++ * INPUT_SIZE);
    }
    memset(out, 0, count * TEACHER_TAGS * sizeof *out);
    if (total == 0)
        return;
    const float *values = input;
    for (size_t i = 0; i < LAYERS; i++)
        values = layer_run(&teacher->layers[i], scratch, values, widths[i], widths[i + 1], total);
    float *rows = ARENA_NEW(scratch, float, (total + 1) * MATRIX_LANES);
    for (size_t t = 0; t < total; t++)
        memcpy(rows + t * MATRIX_LANES, teacher->head_bias, sizeof teacher->head_bias);
    matrix_multiply_add(total, MATRIX_LANES, widths[LAYERS], values, widths[LAYERS], teacher->head,
                        MATRIX_LANES, rows, MATRIX_LANES);
    marginals_of(teacher, rows, total);
    for (size_t t = 0; t < count; t++) {
        const float *row = rows + (firsts[t] < total ? firsts[t] : total - 1) * MATRIX_LANES;
        memcpy(out + t * TEACHER_TAGS, row + 1, TEACHER_TAGS * sizeof *out);
    }
}
