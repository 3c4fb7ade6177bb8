/* Offices and professions: «врио губернатора», «первый заместитель министра». */
#include "scan.h"

/* «после» is a form of «посол» too. */
static bool is_preposition(const struct scan *scan, uint32_t token)
{
    const struct word *word = &scan->words[token];
    return word->analysis_count > 0 && word->analyses[0].pos == POS_PREPOSITION;
}

/* «управляющей компании»: a participle before its noun. */
static bool is_modifier(const struct scan *scan, uint32_t token)
{
    return token_read(scan, token, PARTS_NOUN, 0) == NULL &&
           token_read(scan, token, PARTS_ADJECTIVE, 0) != NULL &&
           token + 1 < scan->reading->tokens.count && scan->tokens[token + 1].shape == CASE_LOWER &&
           token_read(scan, token + 1, PARTS_NOUN, 0) != NULL &&
           tokens_agree(scan, token, token + 1);
}

/* Whether a word with a capital goes on with members in the genitive: «Совета ветеранов». */
static bool begins_name(const struct scan *scan, uint32_t token)
{
    return token + 1 < scan->reading->tokens.count && token_is_free(scan, token + 1) &&
           scan->tokens[token + 1].shape == CASE_LOWER &&
           token_read(scan, token + 1, PARTS_NOUN, GRAM_GENITIVE) != NULL &&
           token_read(scan, token + 1, PARTS_NOUN, GRAM_SINGULAR) == NULL;
}

/* The longest office at token that cuts no place's name: of «главы Республики Коми» it is «глава»
 * alone. */
static const struct lexicon_match *position_at(const struct scan *scan, uint32_t token)
{
    for (uint32_t i = scan->match_first[token]; i < scan->match_first[token + 1]; i++) {
        const struct lexicon_match *match = &scan->matches.items[i];
        if (match_entry(scan, match)->class != LEXICON_POSITION || !token_is_free(scan, token) ||
            is_preposition(scan, token) || (match->count == 1 && is_modifier(scan, token)))
            continue;
        uint32_t end = token + match->count;
        const struct candidate *last = candidate_at(scan, end - 1);
        bool other =
            last != NULL && (last->type == MENTION_PLACE || last->type == MENTION_ORGANIZATION);
        /* «председатель Совета ветеранов»: the capital begins a name. */
        bool name = match->count == 2 && scan->tokens[end - 1].shape == CASE_TITLE &&
                    begins_name(scan, end - 1);
        if (!name && (!other || last->end <= end))
            return match;
    }
    return NULL;
}

/* What ends right before a token: «врио», «первый заместитель»; NULL where nothing does. */
static const struct lexicon_match *prefix_before(const struct scan *scan,
                                                 const struct sentence *sentence, uint32_t token)
{
    enum { LONGEST = 4 };
    for (uint32_t back = 1; back <= LONGEST && token >= sentence->first + back; back++)
        for (uint32_t i = scan->match_first[token - back]; i < scan->match_first[token - back + 1];
             i++) {
            const struct lexicon_match *match = &scan->matches.items[i];
            if (match->count == back && match_entry(scan, match)->class == LEXICON_POSITION_PREFIX)
                return match;
        }
    return NULL;
}

/* How many tokens «и. о.», «и.о.», «вр. и. о.» take right before a token: abbreviations of one
 * token each. */
static uint32_t initials_before(const struct scan *scan, const struct sentence *sentence,
                                uint32_t token)
{
    static const char *const forms[] = {"и. о.", "и.о.", "вр. и. о.", "вр.и.о.", "вр."};
    uint32_t first = token;
    while (first > sentence->first && token_is_free(scan, first - 1)) {
        size_t i = 0;
        while (i < sizeof forms / sizeof *forms && !token_is(scan, first - 1, forms[i]))
            i++;
        if (i == sizeof forms / sizeof *forms)
            break;
        first--;
    }
    return token - first;
}

/* «чрезвычайный и | полномочный посол»: one more adjective of the same office. */
static bool is_coordinate(const struct scan *scan, const struct sentence *sentence, uint32_t first,
                          uint32_t head)
{
    return first >= sentence->first + 2 && token_is(scan, first - 1, "и") &&
           token_is_free(scan, first - 2) && scan->words[first].analysis_count &&
           scan->words[first].analyses[0].pos == POS_ADJECTIVE &&
           scan->words[first - 2].analysis_count &&
           scan->words[first - 2].analyses[0].pos == POS_ADJECTIVE &&
           scan->words[first - 2].analyses[0].known && /* «Авдеин и генеральный директор» */
           tokens_agree(scan, first - 2, head);
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
        grammemes deputy = 0;
        const struct lexicon_match *prefix;
        while (first > sentence->first && token_is_free(scan, first - 1) &&
               (prefix = prefix_before(scan, sentence, first)) != NULL) {
            if (!(match_entry(scan, prefix)->marks & MARK_ACTING)) {
                other = true;
                deputy = scan->words[first - 1].grammemes;
            }
            first -= prefix->count;
        }
        if (is_coordinate(scan, sentence, first, after - 1))
            first -= 2;
        first -= initials_before(scan, sentence, first);
        struct candidate *candidate =
            candidate_add(scan, first, after, token, MENTION_POSITION, THING_NONE);
        candidate->entry = match_entry(scan, match);
        candidate->unlisted = true;
        candidate->bare = other;
        candidate->grammemes = deputy; /* of «заместителями министра» those of the deputies */
        token = after;
    }
}
