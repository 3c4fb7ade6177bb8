/* What predicate.h finds in sentences: bench_arguments DATA_FOLDER <SENTENCES
 *
 * A sentence a line on the standard input. For each verb, a line of tabs: the sentence's number
 * from 0, the verb's first byte in it, "active" or "passive", and the first bytes of the nouns or
 * names in whose seats its subject and its object stand, or -. bench/arguments.py compares them
 * with a treebank. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matcher_run.h"
#include "predicate.h"

enum { LONGEST = 1 << 16, ARENA_LIMIT = 1 << 28 };

struct bench {
    const struct reader *reader;
    struct arena arena;
    struct span text;
    unsigned number;
};

/* Whether a noun, a name or a pronoun with a case of the seat begins at a token. */
static bool can_sit(const struct reading *reading, const struct predicate *predicate,
                    const struct seat *seat, uint32_t token)
{
    const struct word *word = &reading->words[token];
    if (seat->sure && (word->grammemes & GRAM_ACCUSATIVE))
        return false;
    if (!word->analysis_count || token_inside_mention(reading, token) ||
        !token_stands_free(reading, predicate->low, token, seat->cases))
        return false;
    for (uint32_t i = 0; i < word->analysis_count && word->analyses[0].pos != POS_PREPOSITION;
         i++) {
        const struct analysis *analysis = &word->analyses[i];
        bool noun = analysis->pos == POS_NOUN || analysis->pos == POS_PRONOUN;
        if (noun && (i == 0 || analysis->weight > 0.05f) &&
            (!seat->cases || (analysis->grammemes & seat->cases)))
            return seat_takes(reading, seat, token);
    }
    return false;
}

static void print_seats(const struct reading *reading, const struct predicate *predicate,
                        const struct seats *seats)
{
    for (size_t i = 0; i < seats->count; i++) {
        const struct seat *seat = &seats->items[i];
        for (uint32_t k = 0; k < seat->end - seat->first; k++) {
            uint32_t token = seat->closes ? seat->end - 1 - k : seat->first + k;
            if (can_sit(reading, predicate, seat, token)) {
                printf("\t%u", reading->tokens.items[token].start);
                return;
            }
        }
    }
    printf("\t-");
}

static void print_verb(const struct bench *bench, const struct reading *reading,
                       const struct sentence *sentence, uint32_t token)
{
    const struct word *word = &reading->words[token];
    static const uint32_t verbs = 1u << POS_VERB | 1u << POS_INFINITIVE | 1u << POS_GERUND |
                                  1u << POS_PARTICIPLE | 1u << POS_PARTICIPLE_SHORT;
    if (!word->analysis_count || word->mention || !(verbs >> word->analyses[0].pos & 1))
        return;
    struct predicate predicate;
    struct seats seats;
    predicate_find(reading, token, &word->analyses[0], false, sentence->first,
                   sentence->first + sentence->count, &predicate);
    printf("%u\t%u\t%s", bench->number, reading->tokens.items[token].start,
           predicate.passive ? "passive" : "active");
    predicate_subject_seats(&predicate, &seats);
    print_seats(reading, &predicate, &seats);
    predicate_object_seats(&predicate, &seats);
    if (!predicate.passive && !(word->analyses[0].grammemes & GRAM_TRANSITIVE))
        seats.count = 0; /* it can have none */
    print_seats(reading, &predicate, &seats);
    putchar('\n');
}

static void read_sentence(void *context)
{
    struct bench *bench = context;
    struct report_hint hint = {.id = SPAN("sentence"), .source = SPAN("sentence.txt")};
    struct report report;
    struct reading reading;
    if (!report_of_bytes(&bench->arena, bench->text, &hint, &report, NULL))
        return;
    reading_of(bench->reader, &bench->arena, &report, &reading);
    for (size_t i = 0; i < reading.tokens.sentence_count; i++) {
        const struct sentence *sentence = &reading.tokens.sentences[i];
        for (uint32_t k = 0; k < sentence->count; k++)
            print_verb(bench, &reading, sentence, sentence->first + k);
    }
}

int main(int count, char **words)
{
    struct reader *reader;
    static char line[LONGEST];
    if (count != 2 || !reader_open(&reader, span_of(words[1]), NULL)) {
        fprintf(stderr, "bench_arguments DATA_FOLDER <SENTENCES\n");
        return 2;
    }
    struct bench bench = {.reader = reader};
    arena_init(&bench.arena, ARENA_LIMIT);
    for (; fgets(line, sizeof line, stdin); bench.number++) {
        bench.text = span_trim(span_of(line));
        arena_run(&bench.arena, read_sentence, &bench);
        arena_clear(&bench.arena);
    }
    arena_release(&bench.arena);
    reader_close(reader);
    return 0;
}
