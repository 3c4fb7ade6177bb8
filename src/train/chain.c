#include "chain.h"

#include <math.h>
#include <string.h>

static bool label_opens(size_t label) /* outside, begin, unit: may follow an ended span */
{
    return label == 0 || (label - 1) % 4 == 0 || (label - 1) % 4 == 3;
}

static bool label_closes(size_t label) /* outside, last, unit */
{
    return label == 0 || (label - 1) % 4 >= 2;
}

void chain_of_spans(struct chain *chain, size_t types)
{
    *chain = (struct chain){.labels = 1 + 4 * types};
    for (size_t from = 0; from < chain->labels; from++) {
        chain->starts[from] = label_opens(from);
        chain->ends[from] = label_closes(from);
        for (size_t to = 0; to < chain->labels; to++) {
            bool same = from != 0 && to != 0 && (from - 1) / 4 == (to - 1) / 4;
            chain->allowed[from][to] =
                label_closes(from) ? label_opens(to) : same && !label_opens(to);
        }
    }
}

/* exp(emission − the row's greatest), and the sum of those greatest ones. */
static double potentials_of(size_t labels, const float *emissions, size_t stride, size_t length,
                            float *out)
{
    double shift = 0;
    for (size_t t = 0; t < length; t++) {
        const float *row = emissions + t * stride;
        float most = row[0];
        for (size_t j = 1; j < labels; j++)
            most = row[j] > most ? row[j] : most;
        for (size_t j = 0; j < labels; j++)
            out[t * labels + j] = expf(row[j] - most);
        shift += most;
    }
    return shift;
}

static float row_scale(float *row, size_t labels)
{
    float sum = 0;
    for (size_t j = 0; j < labels; j++)
        sum += row[j];
    for (size_t j = 0; j < labels; j++)
        row[j] /= sum;
    return sum;
}

double chain_loss(const struct chain *chain, const float *transitions, const float *emissions,
                  size_t stride, size_t length, const uint8_t *gold, float weight, float *gradient,
                  float *transition_gradient, float *scratch)
{
    size_t n = chain->labels;
    float steps[CHAIN_LABELS * CHAIN_LABELS];
    float *potential = scratch, *alpha = scratch + length * n, *beta = alpha + length * n;
    double total = potentials_of(n, emissions, stride, length, potential), path = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            steps[i * n + j] = chain->allowed[i][j] ? expf(transitions[i * n + j]) : 0;
    for (size_t j = 0; j < n; j++)
        alpha[j] = chain->starts[j] ? potential[j] : 0;
    total += log(row_scale(alpha, n));
    for (size_t t = 1; t < length; t++) {
        float *now = alpha + t * n;
        const float *before = now - n;
        for (size_t j = 0; j < n; j++)
            now[j] = 0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                now[j] += before[i] * steps[i * n + j];
        for (size_t j = 0; j < n; j++)
            now[j] *= potential[t * n + j];
        total += log(row_scale(now, n));
    }
    float end = 0;
    for (size_t j = 0; j < n; j++) {
        beta[(length - 1) * n + j] = chain->ends[j];
        end += chain->ends[j] ? alpha[(length - 1) * n + j] : 0;
    }
    total += log(end);
    for (size_t t = length; t-- > 0;) {
        float *now = beta + t * n, margins[CHAIN_LABELS], sum = 0;
        for (size_t j = 0; j < n; j++)
            sum += margins[j] = alpha[t * n + j] * now[j];
        for (size_t j = 0; j < n; j++)
            gradient[t * stride + j] += weight * (margins[j] / sum - (j == gold[t]));
        path += emissions[t * stride + gold[t]];
        if (t == 0)
            break;
        float ahead[CHAIN_LABELS], pair_sum = 0, pairs[CHAIN_LABELS * CHAIN_LABELS];
        for (size_t j = 0; j < n; j++)
            ahead[j] = potential[t * n + j] * now[j];
        for (size_t i = 0; i < n; i++) {
            float back = 0;
            for (size_t j = 0; j < n; j++) {
                pairs[i * n + j] = alpha[(t - 1) * n + i] * steps[i * n + j] * ahead[j];
                pair_sum += pairs[i * n + j];
                back += steps[i * n + j] * ahead[j];
            }
            beta[(t - 1) * n + i] = back;
        }
        row_scale(beta + (t - 1) * n, n);
        for (size_t i = 0; i < n * n; i++)
            transition_gradient[i] += weight * pairs[i] / pair_sum;
        transition_gradient[gold[t - 1] * n + gold[t]] -= weight;
        path += transitions[gold[t - 1] * n + gold[t]];
    }
    return weight * (total - path);
}

double chain_decode(const struct chain *chain, const float *transitions, const float *emissions,
                    size_t stride, size_t length, uint8_t *path, uint8_t *back)
{
    size_t n = chain->labels;
    float scores[2][CHAIN_LABELS];
    for (size_t j = 0; j < n; j++)
        scores[0][j] = chain->starts[j] ? emissions[j] : -INFINITY;
    for (size_t t = 1; t < length; t++) {
        const float *before = scores[(t - 1) % 2];
        float *now = scores[t % 2];
        for (size_t j = 0; j < n; j++) {
            float best = -INFINITY;
            size_t from = 0;
            for (size_t i = 0; i < n; i++)
                if (chain->allowed[i][j] && before[i] + transitions[i * n + j] > best) {
                    best = before[i] + transitions[i * n + j];
                    from = i;
                }
            now[j] = best + emissions[t * stride + j];
            back[t * n + j] = (uint8_t)from;
        }
    }
    const float *last = scores[(length - 1) % 2];
    size_t label = 0;
    float best = -INFINITY;
    for (size_t j = 0; j < n; j++)
        if (chain->ends[j] && last[j] > best) {
            best = last[j];
            label = j;
        }
    for (size_t t = length; t-- > 0;) {
        path[t] = (uint8_t)label;
        label = t > 0 ? back[t * n + label] : 0;
    }
    return best;
}
