/* What more patterns cost: bench_doubling DATA_FOLDER COUNT[:WHICH] FILE…
 *
 * The files are cut into documents of 2.9 KB. COUNT of them, spread over all, are read with the
 * grammar and with one of twice its patterns: each again with another anchor, words of the
 * dictionary that the documents have and the grammar has not; all else stays. Anchors are chosen in
 * two ways, the same each time: any such words, and words that all the documents have as often.
 * Patterns whose anchor is a mention, a number or a quote get eight words.
 *
 * Passes take turns, and each counts by the fastest of its turns; instructions are the processor's
 * own count where the system gives it. With WHICH (0, 1 or 2) that grammar alone is read with,
 * once: for valgrind, which counts within pass_read.
 */
#include <linux/perf_event.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "grammar_parse.h"
#include "reader.h"

enum { PIECE = 2900, TURNS = 5, WORDS_OF_OTHERS = 8, READERS = 3, DOCUMENTS_MOST = 100000 };

/* A lemma of the documents that no pattern names. */
struct lemma {
    struct span text;
    uint32_t count;
};

struct bench {
    struct arena arena; /* for the documents' reading */
    struct arena kept;
    struct span *documents;
    size_t document_count;
    size_t step;       /* each STEP-th is read */
    struct map counts; /* of lemmas: index in lemmas + 1 */
    struct {
        struct lemma *items;
        size_t count;
        size_t capacity;
    } lemmas;
    const struct reader *reader;
    struct reading_memory *memory;
    size_t facts;
    int counter; /* of instructions; -1 where there is none */
};

/* ---- the documents and their lemmas ---- */

static void documents_add(struct bench *bench, struct span bytes)
{
    for (size_t at = 0; at < bytes.size && bench->document_count < DOCUMENTS_MOST;) {
        size_t end = bytes.size - at < PIECE ? bytes.size : at + PIECE;
        while (end < bytes.size && bytes.data[end] != ' ' && bytes.data[end] != '\n')
            end++;
        bench->documents[bench->document_count++] =
            arena_copy(&bench->kept, span_slice(bytes, at, end));
        at = end;
    }
}

static void lemma_count(struct bench *bench, struct span lemma)
{
    uint32_t *index = map_find(&bench->counts, lemma);
    if (!index) {
        *ARRAY_PUSH(&bench->kept, &bench->lemmas) =
            (struct lemma){.text = arena_copy(&bench->kept, lemma)};
        struct span text = bench->lemmas.items[bench->lemmas.count - 1].text;
        index = map_add(&bench->counts, text, NULL);
        *index = (uint32_t)bench->lemmas.count;
    }
    bench->lemmas.items[*index - 1].count++;
}

static void document_lemmas(struct bench *bench, const struct reading *reading)
{
    for (size_t i = 0; i < reading->tokens.count; i++) {
        const struct word *word = &reading->words[i];
        if (word->analysis_count && word->analyses[0].known)
            lemma_count(bench,
                        morphology_lemma(bench->reader->morphology, reading->tokens.items[i].folded,
                                         &word->analyses[0], &bench->arena));
    }
}

static uint32_t frequency(const struct bench *bench, struct span lemma)
{
    const uint32_t *index = map_find(&bench->counts, lemma);
    return index ? bench->lemmas.items[*index - 1].count : 0;
}

static int lemmas_compare(const void *left, const void *right)
{
    const struct lemma *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return span_compare(a->text, b->text);
}

/* ---- the grammar of twice the patterns ---- */

struct doubling {
    struct bench *bench;
    struct grammar *grammar;
    struct lemma *free; /* lemmas by frequency that no pattern names */
    size_t free_count;
    struct span
        *others; /* by lemma of the grammar: what stands for it; empty until one is chosen */
    bool as_frequent;
    uint64_t chance;
};

/* A free lemma: any, or one that is as frequent as wanted. */
static struct span lemma_take(struct doubling *doubling, uint32_t wanted)
{
    size_t at;
    if (doubling->as_frequent) {
        size_t low = 0, high = doubling->free_count;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (doubling->free[middle].count < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        at = low < doubling->free_count ? low : doubling->free_count - 1;
    } else {
        doubling->chance = doubling->chance * 6364136223846793005u + 1442695040888963407u;
        at = (size_t)(doubling->chance >> 33) % doubling->free_count;
    }
    struct span text = doubling->free[at].text;
    if (doubling->free_count > 1) {
        memmove(&doubling->free[at], &doubling->free[at + 1],
                (doubling->free_count - at - 1) * sizeof *doubling->free);
        doubling->free_count--;
    }
    return text;
}

/* The lemmas with which an anchor may begin; false where it may begin with something else. */
static bool anchor_lemmas(const struct grammar *grammar, const struct element *anchor,
                          struct lemma_set *all, struct arena *arena)
{
    if (anchor->is_group) {
        bool good = true;
        for (size_t i = 0; i < anchor->alternative_count; i++)
            good &= anchor_lemmas(grammar, &anchor->alternatives[i].items[0], all, arena);
        return good;
    }
    if (anchor->leaf.type != NODE_WORD)
        return false;
    const struct lemma_set *set = &grammar->sets.items[anchor->leaf.set];
    if (!all->bits) {
        all->capacity = grammar->lemmas.strings.count / 64 + 64;
        all->bits = ARENA_NEW(arena, uint64_t, all->capacity);
    }
    for (size_t i = 0; i < set->capacity && i < all->capacity; i++)
        all->bits[i] |= set->bits[i];
    return true;
}

/* What stands for a lemma of the grammar: always the same. */
static struct span other_lemma(struct doubling *doubling, uint32_t lemma)
{
    struct span *other = &doubling->others[lemma];
    if (!other->size)
        *other = lemma_take(
            doubling, frequency(doubling->bench, intern_string(&doubling->grammar->lemmas, lemma)));
    return *other;
}

static uint32_t other_set(struct doubling *doubling, const struct element *anchor)
{
    struct grammar *grammar = doubling->grammar;
    uint32_t set = grammar_set_new(grammar);
    struct lemma_set all = {0};
    size_t known = grammar->lemmas.strings.count;
    if (!anchor_lemmas(grammar, anchor, &all, grammar->arena)) {
        for (int i = 0; i < WORDS_OF_OTHERS; i++)
            grammar_set_add(
                grammar, set,
                doubling->free[(size_t)(doubling->chance++ % doubling->free_count)].text);
        return set;
    }
    for (uint32_t lemma = 1; lemma <= known && lemma / 64 < all.capacity; lemma++)
        if (all.bits[lemma / 64] >> lemma % 64 & 1)
            grammar_set_add(grammar, set, other_lemma(doubling, lemma));
    return set;
}

/* Makes the nodes with which a part begins seek words of a set. */
static void nodes_anchor(struct grammar *grammar, uint32_t index, uint32_t set)
{
    struct node *node = &grammar->nodes.items[index];
    switch (node->type) {
    case NODE_SPLIT:
        nodes_anchor(grammar, node->next, set);
        nodes_anchor(grammar, node->other, set);
        break;
    case NODE_OPEN:
    case NODE_NOT:
    case NODE_START:
        nodes_anchor(grammar, node->next, set);
        break;
    default:
        *node = (struct node){.type = NODE_WORD, .set = set, .next = node->next};
    }
}

/* A part with its own nodes; where it must match, with another anchor. */
static struct part part_double(struct doubling *doubling, struct part part, uint32_t nodes)
{
    struct grammar *grammar = doubling->grammar;
    part.start += nodes;
    if (part.use != PART_MATCH)
        return part;
    size_t at = (size_t)(part.anchor - part.elements->items);
    struct element_sequence *sequence = ARENA_NEW(grammar->arena, struct element_sequence, 1);
    for (size_t i = 0; i < part.elements->count; i++)
        *ARRAY_PUSH(grammar->arena, sequence) = part.elements->items[i];
    uint32_t set = other_set(doubling, part.anchor);
    sequence->items[at] = (struct element){
        .role = part.anchor->role, .leaf = {.type = NODE_WORD, .role = NO_ROLE, .set = set}};
    part.elements = sequence;
    part.anchor = &sequence->items[at];
    nodes_anchor(grammar, part.start, set);
    return part;
}

static void grammar_double(struct doubling *doubling)
{
    struct grammar *grammar = doubling->grammar;
    uint32_t nodes = (uint32_t)grammar->nodes.count;
    size_t patterns = grammar->patterns.count;
    for (uint32_t i = 0; i < nodes; i++) {
        struct node node = grammar->nodes.items[i];
        node.next += nodes;
        node.other += nodes;
        *ARRAY_PUSH(grammar->arena, &grammar->nodes) = node;
    }
    for (size_t i = 0; i < patterns; i++) {
        struct pattern pattern = grammar->patterns.items[i];
        size_t count = pattern.parts.count;
        struct part *parts = ARENA_NEW(grammar->arena, struct part, count);
        for (size_t j = 0; j < count; j++)
            parts[j] = part_double(doubling, pattern.parts.items[j], nodes);
        pattern.parts.items = parts;
        pattern.parts.capacity = count;
        *ARRAY_PUSH(grammar->arena, &grammar->patterns) = pattern;
    }
    memset(grammar->by_mention, 0, sizeof grammar->by_mention);
    memset(grammar->by_schema, 0, sizeof grammar->by_schema);
    memset(grammar->by_quote, 0, sizeof grammar->by_quote);
    memset(grammar->by_number, 0, sizeof grammar->by_number);
    grammar_finish(grammar);
}

/* The free lemmas of the documents, by frequency. */
static void free_lemmas(struct doubling *doubling)
{
    struct bench *bench = doubling->bench;
    doubling->free = ARENA_NEW(&bench->kept, struct lemma, bench->lemmas.count + 1);
    doubling->free_count = 0;
    for (size_t i = 0; i < bench->lemmas.count; i++)
        if (!grammar_lemma(doubling->grammar, bench->lemmas.items[i].text))
            doubling->free[doubling->free_count++] = bench->lemmas.items[i];
    qsort(doubling->free, doubling->free_count, sizeof *doubling->free, lemmas_compare);
}

/* ---- reading ---- */

static void read_one(struct bench *bench, struct span bytes, struct reading *reading,
                     struct report *report)
{
    struct report_hint hint = {.id = SPAN("bench"), .source = SPAN("bench.txt")};
    if (report_of_bytes(&bench->arena, bytes, &hint, report, NULL))
        reading_with_memory(bench->reader, bench->memory, &bench->arena, report, reading);
}

static void pass_count(void *context)
{
    struct bench *bench = context;
    for (size_t i = 0; i < bench->document_count; i++) {
        struct report report;
        struct reading reading = {0};
        arena_clear(&bench->arena);
        read_one(bench, bench->documents[i], &reading, &report);
        document_lemmas(bench, &reading);
    }
}

static void pass_read(void *context)
{
    struct bench *bench = context;
    bench->facts = 0;
    for (size_t i = 0; i < bench->document_count; i += bench->step) {
        struct report report;
        struct reading reading = {0};
        arena_clear(&bench->arena);
        read_one(bench, bench->documents[i], &reading, &report);
        bench->facts += reading.fact_count;
    }
}

static int counter_open(void)
{
    struct perf_event_attr attributes = {.type = PERF_TYPE_HARDWARE,
                                         .size = sizeof attributes,
                                         .config = PERF_COUNT_HW_INSTRUCTIONS,
                                         .disabled = 1,
                                         .exclude_kernel = 1};
    return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

struct cost {
    double seconds;
    uint64_t instructions; /* 0 where they are not counted */
    size_t facts;
};

static struct cost read_all(struct bench *bench, const struct reader *reader)
{
    struct timespec start, end;
    struct cost cost = {0};
    bench->reader = reader;
    if (!reading_memory_new(&bench->memory, READING_MEMORY_FORMS))
        return cost;
    if (bench->counter >= 0) {
        ioctl(bench->counter, PERF_EVENT_IOC_RESET, 0);
        ioctl(bench->counter, PERF_EVENT_IOC_ENABLE, 0);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    if (!arena_run(&bench->arena, pass_read, bench))
        fprintf(stderr, "bench_doubling: out of memory\n");
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    if (bench->counter >= 0) {
        ioctl(bench->counter, PERF_EVENT_IOC_DISABLE, 0);
        if (read(bench->counter, &cost.instructions, sizeof cost.instructions) < 0)
            cost.instructions = 0;
    }
    reading_memory_free(bench->memory);
    bench->memory = NULL;
    cost.seconds =
        (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    cost.facts = bench->facts;
    return cost;
}

static void compare(struct bench *bench, struct reader *const *readers)
{
    static const char *const names[READERS] = {"the grammar", "twice, with any other anchors",
                                               "twice, with anchors as frequent"};
    struct cost best[READERS] = {{0}};
    for (int turn = 0; turn < TURNS; turn++)
        for (int i = 0; i < READERS; i++) {
            struct cost cost = read_all(bench, readers[i]);
            if (turn == 0 || cost.seconds < best[i].seconds)
                best[i] = cost;
        }
    for (int i = 0; i < READERS; i++) {
        printf("%-32s %5zu patterns %8.3f s", names[i], grammar_pattern_count(readers[i]->grammar),
               best[i].seconds);
        if (i)
            printf(" %+6.1f %%", 100 * (best[i].seconds / best[0].seconds - 1));
        if (best[0].instructions)
            printf("  %.3f G instructions %+6.1f %%", (double)best[i].instructions / 1e9,
                   100 * ((double)best[i].instructions / (double)best[0].instructions - 1));
        printf("  %zu facts\n", best[i].facts);
    }
}

static void grammars_double(struct bench *bench, struct reader **readers)
{
    for (int i = 1; i < READERS; i++) {
        struct doubling doubling = {
            .bench = bench, .grammar = readers[i]->grammar, .as_frequent = i == 2, .chance = 1};
        free_lemmas(&doubling);
        doubling.others =
            ARENA_NEW(&bench->kept, struct span, doubling.grammar->lemmas.strings.count + 1);
        grammar_double(&doubling);
        grammar_find_forms(readers[i]->grammar, readers[i]->morphology);
    }
}

int main(int count, char **arguments)
{
    struct bench bench = {0};
    struct reader *readers[READERS];
    if (count < 4) {
        fprintf(stderr, "usage: bench_doubling DATA_FOLDER COUNT FILE...\n");
        return 2;
    }
    size_t most = strtoul(arguments[2], NULL, 10);
    arena_init(&bench.arena, (size_t)1 << 30);
    arena_init(&bench.kept, (size_t)1 << 30);
    map_init(&bench.counts, &bench.kept);
    bench.counter = counter_open();
    bench.documents = ARENA_NEW(&bench.kept, struct span, DOCUMENTS_MOST);
    for (int i = 3; i < count; i++) {
        struct mapped_file file;
        if (!mapped_file_open(&file, arguments[i], NULL))
            return 1;
        documents_add(&bench, file.bytes);
        mapped_file_close(&file);
    }
    for (int i = 0; i < READERS; i++)
        if (!reader_open_text(&readers[i], span_of(arguments[1]), NULL))
            return 1;
    bench.step = most && most < bench.document_count ? bench.document_count / most : 1;
    bench.reader = readers[0];
    if (!reading_memory_new(&bench.memory, READING_MEMORY_FORMS))
        return 1;
    arena_run(&bench.arena, pass_count, &bench);
    reading_memory_free(bench.memory);
    grammars_double(&bench, readers);
    const char *which = strchr(arguments[2], ':');
    if (which)
        read_all(&bench, readers[strtoul(which + 1, NULL, 10) % READERS]);
    else
        compare(&bench, readers);
    for (int i = 0; i < READERS; i++)
        reader_close(readers[i]);
    arena_release(&bench.arena);
    arena_release(&bench.kept);
    return 0;
}
