#include "labels.h"

/* Below all scores that a path can have: a step costs at most 2^24 and a piece has few tokens. */
static const int64_t never = INT64_MIN / 4;

bool label_follows(uint8_t before, uint8_t label)
{
    bool free = before == 0 || label_ends(before);
    if (free)
        return label == 0 || label_begins(label);
    return label != 0 && !label_begins(label) && label_kind(before) == label_kind(label);
}

void label_chain_init(struct label_chain *chain, size_t kinds, const int32_t *scores)
{
    *chain = (struct label_chain){.count = (uint8_t)(1 + 4 * kinds)};
    for (uint8_t to = 0; to < chain->count; to++)
        for (uint8_t from = 0; from < chain->count; from++)
            if (label_follows(from, to) && chain->step_count < LABEL_STEPS_MOST)
                chain->steps[chain->step_count++] =
                    (struct label_step){from, to, scores[from * chain->count + to]};
}

static void path_begin(const struct label_chain *chain, const int32_t *scores, int64_t *now)
{
    for (uint8_t label = 0; label < chain->count; label++)
        now[label] = label_follows(0, label) ? scores[label] : never;
}

static void path_step(const struct label_chain *chain, const int64_t *before, const int32_t *scores,
                      int64_t *now, uint8_t *back)
{
    for (uint8_t label = 0; label < chain->count; label++)
        now[label] = never;
    for (size_t i = 0; i < chain->step_count; i++) {
        const struct label_step *step = &chain->steps[i];
        int64_t score = before[step->from] + step->score;
        if (score > now[step->to]) {
            now[step->to] = score;
            back[step->to] = step->from;
        }
    }
    for (uint8_t label = 0; label < chain->count; label++)
        now[label] += scores[label];
}

void label_chain_decode(const struct label_chain *chain, const int32_t *scores, size_t stride,
                        size_t count, uint8_t *labels, uint8_t *back)
{
    int64_t paths[2][LABELS_MOST];
    uint8_t label = 0;
    if (count == 0)
        return;
    path_begin(chain, scores, paths[0]);
    for (size_t t = 1; t < count; t++) {
        for (uint8_t i = 0; i < chain->count; i++)
            back[t * LABELS_MOST + i] = 0;
        path_step(chain, paths[(t - 1) % 2], scores + t * stride, paths[t % 2],
                  back + t * LABELS_MOST);
    }
    const int64_t *last = paths[(count - 1) % 2];
    for (uint8_t i = 1; i < chain->count; i++)
        if (label_follows(i, 0) && last[i] > last[label])
            label = i;
    for (size_t t = count; t-- > 0;) {
        labels[t] = label;
        if (t > 0)
            label = back[t * LABELS_MOST + label];
    }
}
