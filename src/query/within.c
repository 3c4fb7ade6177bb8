/* Bodies whose names tell of what they are a part. */
#include "within.h"

#include "ties.h"
#include "words.h"

/* Whether two words share a lemma; each is alternatives, parted by «|». */
static bool words_agree(struct span one, struct span other)
{
    struct span left = one, mine;
    while (left.size) {
        struct span rest = other, yours;
        span_next_part(&left, '|', &mine);
        while (rest.size) {
            span_next_part(&rest, '|', &yours);
            if (span_equal(mine, yours))
                return true;
        }
    }
    return false;
}

/* Whether lemmas begin with those of the other. */
static bool lemmas_begin(struct span lemmas, struct span beginning)
{
    struct span one, other;
    while (beginning.size) {
        if (!lemmas.size)
            return false;
        span_next_part(&lemmas, ' ', &one);
        span_next_part(&beginning, ' ', &other);
        if (!words_agree(one, other))
            return false;
    }
    return true;
}

bool name_is_within(const struct query *query, struct span part, struct span whole)
{
    struct span own =
        search_lemmas_of_phrase(query->word_memory, query->morphology, part, query->arena);
    struct span other =
        search_lemmas_of_phrase(query->word_memory, query->morphology, whole, query->arena);
    struct span first;
    if (!other.size)
        return false;
    for (span_next_part(&own, ' ', &first); own.size; span_next_part(&own, ' ', &first))
        if (lemmas_begin(own, other))
            return true;
    return false;
}

bool name_is_within_item(struct lookup *lookup, struct span part, const struct item *whole)
{
    for (size_t i = 0; i < whole->claim_count; i++) {
        const struct stored_claim *claim = &whole->claims[i];
        struct span property = claim->property->name;
        if (claim->state != CLAIM_REJECTED && claim->value.type == VALUE_TEXT &&
            (span_is(property, "name") || span_is(property, "alias")) &&
            name_is_within(lookup->query, part, claim->value.text))
            return true;
    }
    return name_is_within(lookup->query, part,
                          entity_value_show(lookup, whole->entity.number).text);
}
