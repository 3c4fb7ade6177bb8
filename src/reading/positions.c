/* Offices and professions: «врио губернатора», «первый заместитель министра». */
#include "scan.h"

/* The longest office at token that cuts no place's name: of «главы Республики Коми» it is «глава»
 * alone. */
static const struct lexicon_match *position_at(const struct scan *scan, uint32_t token)
{
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++) {
        const struct lexicon_match *match = &scan->matches.items[i];
        if (match_entry(scan, match)->class != LEXICON_POSITION || !token_is_free(scan, token))
            continue;
        uint32_t end = token + match->count;
        const struct candidate *last = candidate_at(scan, end - 1);
        if (last == NULL || last->type != MENTION_PLACE || last->end <= end)
            return match;
    }
    return NULL;
}

void positions_find(struct scan *scan, const struct sentence *sentence)
{
    uint32_t end = sentence->first + sentence->count;
    for (uint32_t token = sentence->first; token < end;) {
        const struct lexicon_match *match = position_at(scan, token);
        if (match == NULL) {
            token++;
            continue;
        }
        uint32_t first = token, after = token + match->count;
        bool other = false; /* «заместитель министра» is not he */
        /* What stands before: «врио», «первый заместитель». */
        while (first > sentence->first && token_is_free(scan, first - 1)) {
            uint32_t back = 1;
            const struct lexicon_match *prefix = NULL;
            for (; back <= 4 && first >= sentence->first + back; back++) {
                prefix = match_of(scan, first - back, LEXICON_POSITION_PREFIX);
                if (prefix != NULL && prefix->count == back)
                    break;
                prefix = NULL;
            }
            if (prefix == NULL)
                break;
            first -= back;
            other |= !(match_entry(scan, prefix)->marks & MARK_ACTING);
        }
        struct candidate *candidate =
            candidate_add(scan, first, after, token, MENTION_POSITION, THING_NONE);
        candidate->entry = match_entry(scan, match);
        candidate->unlisted = true;
        candidate->bare = other;
        token = after;
    }
}
