/* Looks every token up once: its analyses and what the lexicons know of it. */
#include "scan.h"

#include "memory.h"

enum { MATCH_LIMIT = 12 };

static void word_look_up(struct scan *scan, uint32_t number, uint64_t hash)
{
    const struct token *token = &scan->tokens[number];
    struct span text = token_letters(scan->reading->report->text, token);
    const struct form *form = form_of(scan->reader, scan->memory, scan->arena, token, text, hash);
    scan->words[number] = (struct word){.form = form,
                                        .analyses = form->analyses,
                                        .analysis_count = form->analysis_count,
                                        .grammemes = form->grammemes};
    scan->times[number] = form->time;
    scan->lexemes[number] = form->lexemes;
}

/* Looks all tokens up, each some time after the memory was asked to have its form at hand. */
static void words_look_up(struct scan *scan, uint32_t count)
{
    enum { AHEAD = 8, RING = 32 };
    uint64_t hashes[RING];
    for (uint32_t i = 0; i < count + 2 * AHEAD; i++) {
        if (i < count) {
            hashes[i % RING] = form_hash(&scan->tokens[i], token_text(scan, i));
            form_fetch_slot(scan->memory, hashes[i % RING]);
        }
        if (i >= AHEAD && i - AHEAD < count)
            form_fetch(scan->reader, scan->memory, hashes[(i - AHEAD) % RING]);
        if (i >= AHEAD + AHEAD / 2 && i - AHEAD - AHEAD / 2 < count)
            form_fetch_letters(scan->memory, hashes[(i - AHEAD - AHEAD / 2) % RING]);
        if (i >= 2 * AHEAD)
            word_look_up(scan, i - 2 * AHEAD, hashes[(i - 2 * AHEAD) % RING]);
    }
}

/* Whether a head's adjective belongs to another noun than the head: «управляющий компанией» is no
 * «управляющая компания». */
static bool is_torn(const struct scan *scan, uint32_t token, const struct lexicon_match *match)
{
    const struct word *one = &scan->words[token], *other = one + 1;
    return match->count == 2 && match_entry(scan, match)->class == LEXICON_HEAD &&
           one->analysis_count && other->analysis_count && one->analyses[0].known &&
           other->analyses[0].known && one->analyses[0].pos == POS_PARTICIPLE &&
           other->analyses[0].pos == POS_NOUN && !tokens_agree(scan, token, token + 1);
}

static void sentence_match(struct scan *scan, uint32_t index)
{
    struct lexicon_match found[MATCH_LIMIT];
    const struct sentence *sentence = &scan->reading->tokens.sentences[index];
    for (uint32_t i = 0; i < sentence->count; i++) {
        uint32_t token = sentence->first + i;
        scan->match_first[token] = (uint32_t)scan->matches.count;
        scan->words[token].sentence = index;
        if (!scan->words[token].form->begins)
            continue;
        size_t count = lexicon_find(scan->reader->lexicon, scan->tokens + token,
                                    scan->lexemes + token, sentence->count - i, found, MATCH_LIMIT);
        if (count > 0)
            scan->words[token].entry = found[0].entry;
        for (size_t k = 0; k < count; k++)
            if (!is_torn(scan, token, &found[k]))
                *ARRAY_PUSH(scan->arena, &scan->matches) = found[k];
    }
}

void words_annotate(struct scan *scan)
{
    const struct tokens *tokens = &scan->reading->tokens;
    scan->tokens = tokens->items;
    scan->words = ARENA_ROOM(scan->arena, struct word, tokens->count + 1);
    scan->lexemes = ARENA_ROOM(scan->arena, struct lexicon_words, tokens->count + 1);
    scan->times = ARENA_ROOM(scan->arena, const struct time_word *, tokens->count + 1);
    scan->match_first = ARENA_NEW(scan->arena, uint32_t, tokens->count + 2);
    scan->owner = ARENA_NEW(scan->arena, uint32_t, tokens->count + 1);
    scan->reading->words = scan->words;
    words_look_up(scan, (uint32_t)tokens->count);
    scan->words[tokens->count] = (struct word){0}; /* behind the last stands nothing */
    scan->lexemes[tokens->count] = (struct lexicon_words){{0}};
    scan->times[tokens->count] = NULL;
    for (uint32_t i = 0; i < tokens->sentence_count; i++)
        sentence_match(scan, i);
    arena_return(scan->arena, scan->lexemes, (tokens->count + 1) * sizeof *scan->lexemes);
    scan->lexemes = NULL;
    scan->match_first[tokens->count] = (uint32_t)scan->matches.count;
}
